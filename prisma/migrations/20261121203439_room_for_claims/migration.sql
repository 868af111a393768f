-- Every job is written twice: when it is stored, and by its claim. Two things make the second cheap, for the log of the
-- database above all. What a claim changes stands at the beginning of the row, so that the rest of its second version is
-- the same and is not logged again; columns cannot be moved, so the table is made anew. And half of each page is left
-- free, so that the second version stands beside the first.
ALTER TABLE "jobs" RENAME TO "jobs_before";

CREATE TABLE "jobs" (
    "lease_token" BIGINT,
    "state" TEXT NOT NULL,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "id" BIGINT NOT NULL DEFAULT nextval('"jobs_id_seq"'),
    "priority" SMALLINT NOT NULL DEFAULT 5,
    "max_attempts" SMALLINT NOT NULL,
    "losses" SMALLINT NOT NULL DEFAULT 0,
    "kind" TEXT NOT NULL,
    "run_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "payload" JSONB NOT NULL,
    "correlation_id" TEXT NOT NULL,
    "event_id" UUID,
    "run_id" UUID,
    "concurrency_key" TEXT,
    "dedupe_key" TEXT,
    "progress" JSONB,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "jobs_state" CHECK ("state" IN ('waiting', 'queued', 'ready', 'running', 'dead')),
    CONSTRAINT "jobs_lease" CHECK (("state" = 'running') = ("lease_token" IS NOT NULL)),
    CONSTRAINT "jobs_queued" CHECK ("state" <> 'queued' OR "concurrency_key" IS NOT NULL)
) WITH (fillfactor = 45, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

INSERT INTO "jobs" ("lease_token", "state", "attempts", "id", "priority", "max_attempts", "losses", "kind", "run_at",
                    "created_at", "payload", "correlation_id", "event_id", "run_id", "concurrency_key", "dedupe_key",
                    "progress", "cancel_requested_at", "last_error")
SELECT "lease_token", "state", "attempts", "id", "priority", "max_attempts", "losses", "kind", "run_at",
       "created_at", "payload", "correlation_id", "event_id", "run_id", "concurrency_key", "dedupe_key",
       "progress", "cancel_requested_at", "last_error"
FROM "jobs_before"
ORDER BY "id";

ALTER SEQUENCE "jobs_id_seq" OWNED BY "jobs"."id";
DROP TABLE "jobs_before";

ALTER TABLE "jobs" ADD CONSTRAINT "jobs_pkey" PRIMARY KEY ("id") WITH (fillfactor = 50);
CREATE INDEX "jobs_ready" ON "jobs"("kind", "priority", "id") WHERE (state = 'ready');
CREATE INDEX "jobs_waiting" ON "jobs"("run_at") WHERE (state = 'waiting');
CREATE INDEX "jobs_dead" ON "jobs"("kind", "id") WHERE (state = 'dead');
CREATE INDEX "jobs_of_key" ON "jobs"("concurrency_key", "state", "priority", "id") WHERE (concurrency_key is not null);
CREATE UNIQUE INDEX "jobs_dedupe" ON "jobs"("kind", "dedupe_key") WHERE (dedupe_key is not null and state <> 'dead');
CREATE UNIQUE INDEX "jobs_one_per_key" ON "jobs"("concurrency_key") WHERE (concurrency_key is not null and state = 'running');

CREATE TRIGGER "jobs_take_place" BEFORE INSERT ON "jobs" FOR EACH ROW
  WHEN (NEW."concurrency_key" IS NOT NULL AND NEW."state" = 'ready')
  EXECUTE FUNCTION "job_takes_place"();
CREATE TRIGGER "jobs_turn_of_new" AFTER INSERT ON "jobs" FOR EACH ROW
  WHEN (NEW."state" = 'queued')
  EXECUTE FUNCTION "job_leaves_turn"();
CREATE TRIGGER "jobs_turn_of_changed" AFTER UPDATE ON "jobs" FOR EACH ROW
  WHEN (NEW."concurrency_key" IS NOT NULL AND NEW."state" <> OLD."state"
        AND NEW."state" NOT IN ('ready', 'running') AND (NEW."state" = 'queued' OR OLD."state" IN ('ready', 'running')))
  EXECUTE FUNCTION "job_leaves_turn"();
CREATE TRIGGER "jobs_turn_of_ended" AFTER DELETE ON "jobs" FOR EACH ROW
  WHEN (OLD."concurrency_key" IS NOT NULL AND OLD."state" IN ('ready', 'running'))
  EXECUTE FUNCTION "job_leaves_turn"();

-- Ids of a thousand jobs do not get smaller by being compressed again and again.
ALTER TABLE "job_leases" ALTER COLUMN "job_ids" SET STORAGE EXTERNAL;
