-- CreateTable
CREATE TABLE "events" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "position" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "branch" TEXT,
    "timestamp" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dedupe_key" TEXT,
    "state" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "raw" TEXT,
    "reason" TEXT,
    "correlation_id" TEXT NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_keys" (
    "source" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "event_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_keys_pkey" PRIMARY KEY ("source","key")
);

-- CreateTable
CREATE TABLE "stream_epoch" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "xid_offset" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "stream_epoch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "jobs" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "priority" SMALLINT NOT NULL DEFAULT 5,
    "run_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "payload" JSONB NOT NULL,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "max_attempts" SMALLINT NOT NULL,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "worker" TEXT,
    "concurrency_key" TEXT,
    "dedupe_key" TEXT,
    "correlation_id" TEXT NOT NULL,
    "event_id" UUID,
    "run_id" UUID,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_attempts" (
    "job_id" BIGINT NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "outcome" TEXT NOT NULL,
    "worker" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,

    CONSTRAINT "job_attempts_pkey" PRIMARY KEY ("job_id","attempt","started_at")
);

-- CreateTable
CREATE TABLE "finished_jobs" (
    "id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "attempts" SMALLINT NOT NULL,
    "correlation_id" TEXT NOT NULL,
    "event_id" UUID,
    "run_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "finished_jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "route" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "event_id" UUID NOT NULL,
    "correlation_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_steps" (
    "run_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "stage" SMALLINT NOT NULL,
    "uses" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "output" JSONB,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_steps_pkey" PRIMARY KEY ("run_id","step")
);

-- CreateTable
CREATE TABLE "effects" (
    "id" BIGSERIAL NOT NULL,
    "lane" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "priority" SMALLINT NOT NULL DEFAULT 5,
    "payload" JSONB NOT NULL,
    "key" TEXT,
    "state" TEXT NOT NULL,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,
    "result" JSONB,
    "correlation_id" TEXT NOT NULL,
    "event_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "effects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_lanes" (
    "lane" TEXT NOT NULL,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "paused_until" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_lanes_pkey" PRIMARY KEY ("lane")
);

-- CreateTable
CREATE TABLE "telegram_updates" (
    "update_id" BIGINT NOT NULL,
    "body" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "telegram_updates_pkey" PRIMARY KEY ("update_id")
);

-- CreateTable
CREATE TABLE "telegram_chats" (
    "chat_id" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "migrated_to" BIGINT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "telegram_chats_pkey" PRIMARY KEY ("chat_id")
);

-- CreateTable
CREATE TABLE "topics" (
    "chat_id" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "thread_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "topics_pkey" PRIMARY KEY ("chat_id","key")
);

-- CreateTable
CREATE TABLE "cards" (
    "key" TEXT NOT NULL,
    "chat_id" BIGINT NOT NULL,
    "thread_id" BIGINT,
    "message_ids" BIGINT[],
    "content_hash" TEXT NOT NULL,
    "read_at" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cards_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "conversation_states" (
    "key" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversation_states_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "staff" (
    "telegram_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "username" TEXT,
    "role" TEXT NOT NULL,
    "branches" TEXT[],
    "language" TEXT,
    "rentprog_id" INTEGER,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("telegram_id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "branch" TEXT,
    "rentprog_id" INTEGER,
    "created_by" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_by" BIGINT,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" BIGINT,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cars" (
    "id" INTEGER NOT NULL,
    "branch" TEXT NOT NULL,
    "plate" TEXT,
    "model" TEXT,
    "mileage" INTEGER,
    "fuel_eighths" SMALLINT,
    "clean" BOOLEAN,
    "deleted" BOOLEAN NOT NULL DEFAULT false,
    "refreshed_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cars_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clients" (
    "id" INTEGER NOT NULL,
    "name" TEXT,
    "phone" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "clients_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bookings" (
    "id" INTEGER NOT NULL,
    "branch" TEXT NOT NULL,
    "car_id" INTEGER,
    "client_id" INTEGER,
    "state" TEXT,
    "start_at" TIMESTAMPTZ(3),
    "end_at" TIMESTAMPTZ(3),
    "location_start" TEXT,
    "location_end" TEXT,
    "total" INTEGER,
    "deposit" INTEGER,
    "responsible" TEXT,
    "responsible_id" INTEGER,
    "description" TEXT,
    "in_rent" BOOLEAN NOT NULL DEFAULT false,
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "deleted" BOOLEAN NOT NULL DEFAULT false,
    "issued_at" TIMESTAMPTZ(3),
    "returned_at" TIMESTAMPTZ(3),
    "refreshed_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bookings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminders" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "booking_id" INTEGER NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "about" TEXT NOT NULL,
    "notice" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "acknowledged_at" TIMESTAMPTZ(3),

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checklists" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "branch" TEXT NOT NULL,
    "booking_id" INTEGER NOT NULL,
    "car_id" INTEGER,
    "staff_id" BIGINT NOT NULL,
    "chat_id" BIGINT NOT NULL,
    "thread_id" BIGINT,
    "state" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "prompt" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "checklists_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checklist_answers" (
    "checklist_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "value" JSONB,
    "skipped" TEXT,
    "answered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "checklist_answers_pkey" PRIMARY KEY ("checklist_id","step")
);

-- CreateTable
CREATE TABLE "photos" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "checklist_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "slot" TEXT NOT NULL,
    "car_id" INTEGER,
    "taken_by" BIGINT NOT NULL,
    "file_id" TEXT NOT NULL,
    "file_unique_id" TEXT NOT NULL,
    "document" BOOLEAN NOT NULL DEFAULT false,
    "sha256" TEXT,
    "state" TEXT NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "duplicate_of" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "photos_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handovers" (
    "checklist_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "booking_id" INTEGER NOT NULL,
    "car_id" INTEGER,
    "staff_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "mileage" INTEGER,
    "fuel_eighths" SMALLINT,
    "deposit_amount" INTEGER,
    "deposit_currency" TEXT,
    "deposit_method" TEXT,
    "damage" JSONB NOT NULL DEFAULT '[]',
    "missing" TEXT[],

    CONSTRAINT "handovers_pkey" PRIMARY KEY ("checklist_id")
);

-- CreateTable
CREATE TABLE "approvals" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "requested_by" BIGINT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" BIGINT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "events_position_key" ON "events"("position");

-- CreateIndex
CREATE INDEX "events_type_position_idx" ON "events"("type", "position");

-- CreateIndex
CREATE INDEX "events_quarantined" ON "events"("position") WHERE (state = 'quarantined');

-- CreateIndex
CREATE INDEX "event_keys_expires_at_idx" ON "event_keys"("expires_at");

-- CreateIndex
CREATE INDEX "jobs_ready" ON "jobs"("priority", "id") WHERE (state = 'ready');

-- CreateIndex
CREATE INDEX "jobs_waiting" ON "jobs"("run_at") WHERE (state = 'waiting');

-- CreateIndex
CREATE INDEX "jobs_running" ON "jobs"("id") WHERE (state = 'running');

-- CreateIndex
CREATE INDEX "jobs_dead" ON "jobs"("kind", "id") WHERE (state = 'dead');

-- CreateIndex
CREATE INDEX "jobs_key_order" ON "jobs"("concurrency_key", "priority", "id") WHERE (concurrency_key is not null and state = 'ready');

-- CreateIndex
CREATE UNIQUE INDEX "jobs_dedupe" ON "jobs"("kind", "dedupe_key") WHERE (dedupe_key is not null and state <> 'dead');

-- CreateIndex
CREATE UNIQUE INDEX "jobs_one_per_key" ON "jobs"("concurrency_key") WHERE (concurrency_key is not null and state = 'running');

-- CreateIndex
CREATE INDEX "finished_jobs_finished_at_idx" ON "finished_jobs"("finished_at");

-- CreateIndex
CREATE INDEX "runs_started_at_idx" ON "runs"("started_at");

-- CreateIndex
CREATE UNIQUE INDEX "runs_event_id_route_key" ON "runs"("event_id", "route");

-- CreateIndex
CREATE UNIQUE INDEX "effects_key_key" ON "effects"("key");

-- CreateIndex
CREATE INDEX "effects_pending" ON "effects"("lane", "priority", "id") WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));

-- CreateIndex
CREATE INDEX "effects_sent" ON "effects"("sent_at") WHERE (state = 'sent');

-- CreateIndex
CREATE INDEX "effects_failed" ON "effects"("id") WHERE (state = 'failed');

-- CreateIndex
CREATE INDEX "telegram_updates_received_at_idx" ON "telegram_updates"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "topics_chat_id_thread_id_key" ON "topics"("chat_id", "thread_id");

-- CreateIndex
CREATE INDEX "cards_chat_id_idx" ON "cards"("chat_id");

-- CreateIndex
CREATE INDEX "staff_rentprog_id_idx" ON "staff"("rentprog_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_code_hash_key" ON "invitations"("code_hash");

-- CreateIndex
CREATE INDEX "audit_log_subject_id_idx" ON "audit_log"("subject", "id");

-- CreateIndex
CREATE INDEX "cars_plate_idx" ON "cars"("plate");

-- CreateIndex
CREATE INDEX "bookings_branch_start_at_idx" ON "bookings"("branch", "start_at");

-- CreateIndex
CREATE INDEX "bookings_car_id_idx" ON "bookings"("car_id");

-- CreateIndex
CREATE UNIQUE INDEX "reminders_booking_id_staff_id_about_notice_key" ON "reminders"("booking_id", "staff_id", "about", "notice");

-- CreateIndex
CREATE INDEX "checklists_of_person" ON "checklists"("staff_id", "chat_id") WHERE (state = 'active');

-- CreateIndex
CREATE UNIQUE INDEX "checklists_one_open" ON "checklists"("booking_id", "kind") WHERE (state = 'active');

-- CreateIndex
CREATE INDEX "photos_checklist_id_step_idx" ON "photos"("checklist_id", "step");

-- CreateIndex
CREATE INDEX "photos_sha256_idx" ON "photos"("sha256");

-- CreateIndex
CREATE INDEX "photos_file_unique_id_idx" ON "photos"("file_unique_id");

-- CreateIndex
CREATE INDEX "handovers_car_id_at_idx" ON "handovers"("car_id", "at");

-- CreateIndex
CREATE INDEX "handovers_booking_id_idx" ON "handovers"("booking_id");

-- CreateIndex
CREATE UNIQUE INDEX "approvals_one_pending" ON "approvals"("kind", "subject") WHERE (state = 'pending');

-- AddForeignKey
ALTER TABLE "run_steps" ADD CONSTRAINT "run_steps_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checklist_answers" ADD CONSTRAINT "checklist_answers_checklist_id_fkey" FOREIGN KEY ("checklist_id") REFERENCES "checklists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "photos" ADD CONSTRAINT "photos_checklist_id_fkey" FOREIGN KEY ("checklist_id") REFERENCES "checklists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── written by hand: what the schema's language lacks ──────────────────────────────────────────────────────────

INSERT INTO "stream_epoch" ("id", "xid_offset") VALUES (1, 0);

CREATE SEQUENCE "event_ordinal";

-- Positions order the stream so that a reader who knows one never misses a lower one that commits later: the upper
-- bits are the transaction's id, and everything below the oldest transaction still open is settled. The lower 16 bits
-- tell apart the events of one transaction.
CREATE FUNCTION "event_position"() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT ((pg_current_xact_id()::text::bigint + (SELECT "xid_offset" FROM "stream_epoch" WHERE "id" = 1)) << 16)
         | (nextval('event_ordinal') & 65535)
$$;

ALTER TABLE "stream_epoch" ADD CONSTRAINT "stream_epoch_one_row" CHECK ("id" = 1);
ALTER TABLE "events" ADD CONSTRAINT "events_state" CHECK ("state" IN ('accepted', 'quarantined'));
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_state" CHECK ("state" IN ('waiting', 'ready', 'running', 'dead'));
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_lease" CHECK (("state" = 'running') = ("lease_token" IS NOT NULL));
ALTER TABLE "effects" ADD CONSTRAINT "effects_state" CHECK ("state" IN ('pending', 'sending', 'sent', 'failed'));
ALTER TABLE "runs" ADD CONSTRAINT "runs_state" CHECK ("state" IN ('running', 'done', 'failed'));
ALTER TABLE "run_steps" ADD CONSTRAINT "run_steps_state" CHECK ("state" IN ('pending', 'done', 'failed'));
ALTER TABLE "staff" ADD CONSTRAINT "staff_role" CHECK ("role" IN ('staff', 'manager', 'head', 'admin'));
ALTER TABLE "checklists" ADD CONSTRAINT "checklists_state" CHECK ("state" IN ('active', 'done', 'cancelled'));
ALTER TABLE "photos" ADD CONSTRAINT "photos_state" CHECK ("state" IN ('pending', 'stored', 'failed'));
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_state" CHECK ("state" IN ('pending', 'approved', 'rejected', 'expired', 'withdrawn'));

-- Busy tables: room on the page for updates that touch no index, and a vacuum that does not wait for a fifth of them.
ALTER TABLE "jobs" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
ALTER TABLE "effects" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
