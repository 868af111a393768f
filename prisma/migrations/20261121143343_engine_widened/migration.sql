-- Jobs that run under a lease of the old form are taken back; their workers cannot settle them any more.
UPDATE "jobs" SET "state" = 'ready', "lease_token" = NULL WHERE "state" = 'running';
ALTER TABLE "jobs" DROP CONSTRAINT "jobs_lease";

-- DropIndex
DROP INDEX "effects_sent";

-- DropIndex
DROP INDEX "finished_jobs_finished_at_idx";

-- DropIndex
DROP INDEX "jobs_key_order";

-- DropIndex
DROP INDEX "jobs_ready";

-- DropIndex
DROP INDEX "jobs_running";

-- AlterTable
ALTER TABLE "effects" ADD COLUMN     "merge_key" TEXT,
ADD COLUMN     "merged_into" BIGINT,
ADD COLUMN     "uncertain" BOOLEAN NOT NULL DEFAULT false;

-- History is partitioned by the time of the end, so that a day is forgotten by dropping its partition.
ALTER TABLE "finished_jobs" RENAME TO "finished_jobs_before";
ALTER TABLE "finished_jobs_before" RENAME CONSTRAINT "finished_jobs_pkey" TO "finished_jobs_before_pkey";
CREATE TABLE "finished_jobs" (
    "id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "priority" SMALLINT NOT NULL,
    "payload" JSONB NOT NULL,
    "attempts" SMALLINT NOT NULL,
    "worker" TEXT,
    "concurrency_key" TEXT,
    "correlation_id" TEXT NOT NULL,
    "event_id" UUID,
    "run_id" UUID,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "finished_jobs_pkey" PRIMARY KEY ("id", "finished_at")
) PARTITION BY RANGE ("finished_at");
CREATE TABLE "finished_jobs_default" PARTITION OF "finished_jobs" DEFAULT;
INSERT INTO "finished_jobs" ("id", "kind", "outcome", "priority", "payload", "attempts", "correlation_id", "event_id", "run_id", "created_at", "finished_at")
SELECT "id", "kind", "outcome", 5, "payload", "attempts", "correlation_id", "event_id", "run_id", "created_at", "finished_at" FROM "finished_jobs_before";
DROP TABLE "finished_jobs_before";

ALTER TABLE "job_attempts" RENAME TO "job_attempts_before";
ALTER TABLE "job_attempts_before" RENAME CONSTRAINT "job_attempts_pkey" TO "job_attempts_before_pkey";
CREATE TABLE "job_attempts" (
    "job_id" BIGINT NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "outcome" TEXT NOT NULL,
    "worker" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,

    CONSTRAINT "job_attempts_pkey" PRIMARY KEY ("job_id", "attempt", "finished_at")
) PARTITION BY RANGE ("finished_at");
CREATE TABLE "job_attempts_default" PARTITION OF "job_attempts" DEFAULT;
INSERT INTO "job_attempts" ("job_id", "attempt", "outcome", "worker", "started_at", "finished_at", "error")
SELECT "job_id", "attempt", "outcome", "worker", "started_at", "finished_at", "error" FROM "job_attempts_before";
DROP TABLE "job_attempts_before";

-- AlterTable
ALTER TABLE "jobs" DROP COLUMN "lease_until",
DROP COLUMN "started_at",
DROP COLUMN "worker",
ADD COLUMN     "cancel_requested_at" TIMESTAMPTZ(3),
ADD COLUMN     "losses" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "progress" JSONB,
DROP COLUMN "lease_token",
ADD COLUMN     "lease_token" BIGINT;

-- AlterTable
ALTER TABLE "outbox_lanes" ADD COLUMN     "normal_at" TIMESTAMPTZ(3),
ADD COLUMN     "recent" TIMESTAMPTZ(3)[],
ADD COLUMN     "slowdown" REAL NOT NULL DEFAULT 1,
ADD COLUMN     "urgent_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "telegram_chats" ADD COLUMN     "newest_own" BIGINT;

-- CreateTable
CREATE TABLE "event_consumers" (
    "name" TEXT NOT NULL,
    "position" BIGINT NOT NULL DEFAULT 0,
    "failures" SMALLINT NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "retry_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_consumers_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "consumer_faults" (
    "consumer" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "error" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consumer_faults_pkey" PRIMARY KEY ("consumer","position")
);

-- CreateTable
CREATE TABLE "job_leases" (
    "token" BIGSERIAL NOT NULL,
    "worker" TEXT NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,
    "job_ids" BIGINT[],
    "claimed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_leases_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "job_turns" (
    "id" BIGSERIAL NOT NULL,
    "concurrency_key" TEXT NOT NULL,

    CONSTRAINT "job_turns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_kinds" (
    "kind" TEXT NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "paused_by" BIGINT,
    "rate_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_kinds_pkey" PRIMARY KEY ("kind")
);

-- CreateTable
CREATE TABLE "job_dedupe_windows" (
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_dedupe_windows_pkey" PRIMARY KEY ("kind","key")
);

-- CreateTable
CREATE TABLE "outbox_channels" (
    "channel" TEXT NOT NULL,
    "rate_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outbox_channels_pkey" PRIMARY KEY ("channel")
);

-- CreateIndex
CREATE INDEX "job_dedupe_windows_expires_at_idx" ON "job_dedupe_windows"("expires_at");

-- CreateIndex
CREATE INDEX "effects_mergeable" ON "effects"("lane", "merge_key", "id") WHERE (merge_key is not null and state = 'pending');

-- CreateIndex
CREATE INDEX "effects_sent" ON "effects"("sent_at") WHERE (state = ANY (ARRAY['sent'::text, 'merged'::text]));

-- CreateIndex
CREATE INDEX "jobs_ready" ON "jobs"("kind", "priority", "id") WHERE (state = 'ready');

-- CreateIndex
CREATE INDEX "jobs_of_key" ON "jobs"("concurrency_key", "state", "priority", "id") WHERE (concurrency_key is not null);

-- ── written by hand: what the schema's language lacks ──────────────────────────────────────────────────────────

ALTER TABLE "jobs" DROP CONSTRAINT "jobs_state";
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_state" CHECK ("state" IN ('waiting', 'queued', 'ready', 'running', 'dead'));
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_lease" CHECK (("state" = 'running') = ("lease_token" IS NOT NULL));
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_queued" CHECK ("state" <> 'queued' OR "concurrency_key" IS NOT NULL);
ALTER TABLE "effects" DROP CONSTRAINT "effects_state";
ALTER TABLE "effects" ADD CONSTRAINT "effects_state" CHECK ("state" IN ('pending', 'sending', 'sent', 'merged', 'failed'));
ALTER TABLE "finished_jobs" ADD CONSTRAINT "finished_jobs_outcome" CHECK ("outcome" IN ('done', 'cancelled'));
ALTER TABLE "job_attempts" ADD CONSTRAINT "job_attempts_outcome" CHECK ("outcome" IN ('failed', 'lost'));

-- Tables that a queue runs through: vacuumed by what dies in them, not by a share of what they hold.
ALTER TABLE "job_leases" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
ALTER TABLE "job_turns" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
ALTER TABLE "outbox_lanes" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
ALTER TABLE "outbox_channels" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- Both functions give up after 3 s when somebody holds a lock (`lock_timeout`): they are called again within the hour.
-- Makes the partitions of a history table for today and the days to come, where they are missing. Days are UTC. A day
-- of which rows lie in the default partition already (nobody made its own in time) stays there.
CREATE FUNCTION "history_prepare"("history" text, "days_ahead" int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  "day" date;
  "partition" text;
  "in_default" boolean;
  "made" int := 0;
BEGIN
  PERFORM set_config('lock_timeout', '3s', true);
  FOR "day" IN SELECT (now() AT TIME ZONE 'UTC')::date + "n" FROM generate_series(0, "days_ahead") AS "n" LOOP
    "partition" := "history" || '_' || to_char("day", 'YYYYMMDD');
    CONTINUE WHEN to_regclass(quote_ident("partition")) IS NOT NULL;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE finished_at >= %L AND finished_at < %L)',
                   "history" || '_default', "day"::text || ' 00:00+00', ("day" + 1)::text || ' 00:00+00') INTO "in_default";
    CONTINUE WHEN "in_default";
    -- Made beside and attached: that does not lock the history against the jobs that end meanwhile.
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', "partition", "history");
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                   "history", "partition", "day"::text || ' 00:00+00', ("day" + 1)::text || ' 00:00+00');
    "made" := "made" + 1;
  END LOOP;
  RETURN "made";
END $$;

-- Forgets the days of a history table that ended longer ago than `keep_days`; answers how many partitions went.
CREATE FUNCTION "history_forget"("history" text, "keep_days" int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  "partition" text;
  "oldest" date := (now() AT TIME ZONE 'UTC')::date - "keep_days";
  "dropped" int := 0;
BEGIN
  PERFORM set_config('lock_timeout', '3s', true);
  FOR "partition" IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = to_regclass(quote_ident("history"))
      AND c.relname ~ ('^' || "history" || '_\d{8}$')
      AND to_date(right(c.relname, 8), 'YYYYMMDD') < "oldest"
  LOOP
    EXECUTE format('DROP TABLE %I', "partition");
    "dropped" := "dropped" + 1;
  END LOOP;
  EXECUTE format('DELETE FROM %I WHERE finished_at < %L', "history" || '_default', "oldest"::text || ' 00:00+00');
  RETURN "dropped";
END $$;

-- One concurrency key, one job at a time. A job that comes while another of its key is there is `queued`; whatever may
-- have made the place free leaves a row in `job_turns`, and a worker that takes this row looks who is next
-- (src/engine/jobs/sql/give-turns.sql). Rows are only ever added here, so nobody who stores a job waits for anybody, and
-- a turn that is committed after somebody looked is still there for the next look: none gets lost. Two jobs that are
-- stored at the same moment may both be `ready`: the claim takes the first, and `jobs_one_per_key` holds it to that.
CREATE FUNCTION "job_takes_place"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM "jobs"
    WHERE "concurrency_key" = NEW."concurrency_key" AND "state" IN ('queued', 'ready', 'running')
  ) OR EXISTS (SELECT 1 FROM "job_kinds" WHERE "kind" = NEW."kind" AND "paused_at" IS NOT NULL) THEN
    NEW."state" := 'queued';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION "job_leaves_turn"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "job_turns" ("concurrency_key") VALUES (coalesce(NEW."concurrency_key", OLD."concurrency_key"));
  RETURN NULL;
END $$;

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

-- The lower bits of a position count the events of one transaction: from 0, in their order, however many others are
-- stored meanwhile. The count is a setting that ends with the transaction.
CREATE OR REPLACE FUNCTION "event_position"() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  "ordinal" int := coalesce(nullif(current_setting('branchline.event_ordinal', true), ''), '0')::int;
BEGIN
  IF "ordinal" > 65535 THEN
    RAISE EXCEPTION 'more than 65,536 events in one transaction' USING ERRCODE = 'program_limit_exceeded';
  END IF;
  PERFORM set_config('branchline.event_ordinal', ("ordinal" + 1)::text, true);
  RETURN ((pg_current_xact_id()::text::bigint + (SELECT "xid_offset" FROM "stream_epoch" WHERE "id" = 1)) << 16) | "ordinal";
END $$;
DROP SEQUENCE "event_ordinal";
