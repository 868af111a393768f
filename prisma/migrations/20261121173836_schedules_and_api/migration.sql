-- DropIndex
DROP INDEX "runs_event_id_route_key";

-- AlterTable
ALTER TABLE "approvals" ADD COLUMN     "decided_by_agent" TEXT,
ADD COLUMN     "note" TEXT;

-- AlterTable
ALTER TABLE "audit_log" ADD COLUMN     "agent_id" UUID;

-- AlterTable
ALTER TABLE "run_steps" ADD COLUMN     "attempts" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "input" JSONB,
ADD COLUMN     "item" INTEGER,
ADD COLUMN     "parent" TEXT,
ADD COLUMN     "part" TEXT NOT NULL DEFAULT 'main',
ADD COLUMN     "resume_at" TIMESTAMPTZ(3),
ADD COLUMN     "waits_for" TEXT;

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "backoff" TEXT NOT NULL DEFAULT 'exponential_jitter',
ADD COLUMN     "cause" TEXT NOT NULL DEFAULT 'event',
ADD COLUMN     "concurrency_key" TEXT,
ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "error" TEXT,
ADD COLUMN     "params" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "priority" SMALLINT NOT NULL DEFAULT 5,
ADD COLUMN     "replay_of" UUID,
ADD COLUMN     "requested_by" TEXT,
ADD COLUMN     "slot_at" TIMESTAMPTZ(3),
ADD COLUMN     "task_id" UUID,
ALTER COLUMN "route" DROP NOT NULL,
ALTER COLUMN "event_id" DROP NOT NULL,
ALTER COLUMN "started_at" DROP NOT NULL;

-- CreateTable
CREATE TABLE "tasks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "branch" TEXT,
    "created_by" TEXT NOT NULL,
    "schedule_kind" TEXT NOT NULL,
    "schedule_expr" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "anchor" TEXT NOT NULL,
    "priority" SMALLINT NOT NULL DEFAULT 5,
    "dedupe_key" TEXT,
    "dedupe_window_seconds" INTEGER,
    "max_retries" SMALLINT NOT NULL DEFAULT 3,
    "backoff_strategy" TEXT NOT NULL DEFAULT 'exponential_jitter',
    "concurrency_key" TEXT,
    "catch_up" TEXT NOT NULL DEFAULT 'one',
    "catch_up_seconds" INTEGER NOT NULL DEFAULT 86400,
    "overlap" TEXT NOT NULL DEFAULT 'queue',
    "exclude" TEXT[],
    "jitter_seconds" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'active',
    "snoozed_until" TIMESTAMPTZ(3),
    "snooze_reason" TEXT,
    "next_slot_at" TIMESTAMPTZ(3),
    "settled_until" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failure_told" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task_versions" (
    "task_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "plan" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_versions_pkey" PRIMARY KEY ("task_id","version")
);

-- CreateTable
CREATE TABLE "task_slots" (
    "task_id" UUID NOT NULL,
    "slot_at" TIMESTAMPTZ(3) NOT NULL,
    "cause" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "task_slots_pkey" PRIMARY KEY ("task_id","slot_at")
);

-- CreateTable
CREATE TABLE "shadow_replays" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "route" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "position" BIGINT NOT NULL DEFAULT 0,
    "events" INTEGER NOT NULL DEFAULT 0,
    "same" INTEGER NOT NULL DEFAULT 0,
    "different" INTEGER NOT NULL DEFAULT 0,
    "differences" JSONB NOT NULL DEFAULT '[]',
    "error" TEXT,
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "shadow_replays_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_agents" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "scopes" TEXT[],
    "webhook_url" TEXT,
    "requests_per_minute" INTEGER NOT NULL DEFAULT 600,
    "token_hash" TEXT,
    "token_expires_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_agents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_idempotency" (
    "actor" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" SMALLINT,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_idempotency_pkey" PRIMARY KEY ("actor","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "tasks_name_key" ON "tasks"("name");

-- CreateIndex
CREATE INDEX "tasks_of_events" ON "tasks"("schedule_expr") WHERE (state = 'active' and schedule_kind = 'event');

-- CreateIndex
CREATE INDEX "tasks_due" ON "tasks"("next_slot_at") WHERE (state = 'active' and next_slot_at is not null);

-- CreateIndex
CREATE INDEX "tasks_created_at_id_idx" ON "tasks"("created_at", "id");

-- CreateIndex
CREATE INDEX "task_slots_made_at_idx" ON "task_slots"("made_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_agents_name_key" ON "api_agents"("name");

-- CreateIndex
CREATE UNIQUE INDEX "api_agents_token_hash_key" ON "api_agents"("token_hash");

-- CreateIndex
CREATE INDEX "api_idempotency_created_at_idx" ON "api_idempotency"("created_at");

-- CreateIndex
CREATE INDEX "approvals_subject_requested_at_idx" ON "approvals"("subject", "requested_at");

-- CreateIndex
CREATE INDEX "finished_jobs_of_run" ON "finished_jobs"("run_id") WHERE (run_id is not null);

-- CreateIndex
CREATE INDEX "runs_task_id_created_at_idx" ON "runs"("task_id", "created_at");

-- CreateIndex
CREATE INDEX "runs_event_id_idx" ON "runs"("event_id");

-- CreateIndex
CREATE INDEX "runs_created_at_id_idx" ON "runs"("created_at", "id");

-- CreateIndex
CREATE INDEX "runs_of_key" ON "runs"("concurrency_key", "created_at") WHERE (concurrency_key is not null and state = ANY (ARRAY['queued'::text, 'running'::text, 'paused'::text]));

-- CreateIndex
CREATE UNIQUE INDEX "runs_once_of_route" ON "runs"("event_id", "route") WHERE (route is not null and cause <> 'replay');

-- CreateIndex
CREATE UNIQUE INDEX "runs_once_of_event" ON "runs"("task_id", "event_id") WHERE (task_id is not null and cause = 'event');

-- CreateIndex
CREATE UNIQUE INDEX "runs_once_of_slot" ON "runs"("task_id", "slot_at") WHERE (cause = ANY (ARRAY['schedule'::text, 'catch_up'::text, 'backfill'::text]));

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_versions" ADD CONSTRAINT "task_versions_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── What Prisma's language cannot say ──────────────────────────────────────────────────────────────────────────

ALTER TABLE "runs" DROP CONSTRAINT "runs_state";
ALTER TABLE "runs" ADD CONSTRAINT "runs_state"
  CHECK ("state" IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled', 'skipped'));
ALTER TABLE "runs" ADD CONSTRAINT "runs_cause"
  CHECK ("cause" IN ('event', 'schedule', 'catch_up', 'backfill', 'manual', 'replay'));
ALTER TABLE "run_steps" DROP CONSTRAINT "run_steps_state";
ALTER TABLE "run_steps" ADD CONSTRAINT "run_steps_state"
  CHECK ("state" IN ('pending', 'running', 'waiting', 'done', 'skipped', 'failed', 'cancelled'));
ALTER TABLE "run_steps" ADD CONSTRAINT "run_steps_part" CHECK ("part" IN ('main', 'failure', 'recovery'));
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_state" CHECK ("state" IN ('active', 'paused', 'cancelled', 'ended'));
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_schedule_kind" CHECK ("schedule_kind" IN ('cron', 'rrule', 'once', 'event'));
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_catch_up" CHECK ("catch_up" IN ('skip', 'one', 'all'));
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_overlap" CHECK ("overlap" IN ('allow', 'queue', 'skip', 'cancel_old'));
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_priority" CHECK ("priority" BETWEEN 1 AND 9);
ALTER TABLE "task_versions" ADD CONSTRAINT "task_versions_state" CHECK ("state" IN ('draft', 'published'));
ALTER TABLE "task_slots" ADD CONSTRAINT "task_slots_cause"
  CHECK ("cause" IN ('schedule', 'catch_up', 'backfill', 'missed', 'excluded'));
ALTER TABLE "shadow_replays" ADD CONSTRAINT "shadow_replays_state" CHECK ("state" IN ('running', 'done', 'failed'));
