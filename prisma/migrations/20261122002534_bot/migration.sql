-- AlterTable
ALTER TABLE "approvals" ADD COLUMN     "told" BIGINT[] DEFAULT ARRAY[]::BIGINT[];

-- AlterTable
ALTER TABLE "checklists" ADD COLUMN     "focused_at" TIMESTAMPTZ(3),
ALTER COLUMN "booking_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "handovers" ADD COLUMN     "settled" JSONB,
ADD COLUMN     "settled_method" TEXT;

-- AlterTable
ALTER TABLE "invitations" DROP COLUMN "branch",
ADD COLUMN     "branches" TEXT[],
ADD COLUMN     "language" TEXT;

-- AlterTable
ALTER TABLE "photos" ADD COLUMN     "album_id" UUID,
ADD COLUMN     "alike_to" UUID,
ADD COLUMN     "booking_id" INTEGER,
ADD COLUMN     "brightness" SMALLINT,
ADD COLUMN     "flaw" TEXT,
ADD COLUMN     "kept" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "latitude" DOUBLE PRECISION,
ADD COLUMN     "longitude" DOUBLE PRECISION,
ADD COLUMN     "phash" BIGINT,
ADD COLUMN     "preview_sha" TEXT,
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'checklist',
ADD COLUMN     "taken_at" TIMESTAMPTZ(3),
ADD COLUMN     "thumb_sha" TEXT,
ALTER COLUMN "checklist_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "reminders" ADD COLUMN     "acknowledged_by" BIGINT,
ADD COLUMN     "digest" TEXT,
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "rung" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "shown_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "commands_hash" TEXT,
ADD COLUMN     "quiet_hours" TEXT,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "working_hours" TEXT,
ADD COLUMN     "yougile_id" TEXT;

-- AlterTable
ALTER TABLE "telegram_chats" ADD COLUMN     "lacks" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "duty_shifts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "branch" TEXT NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "duty_shifts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cash_hand_ins" (
    "checklist_id" UUID NOT NULL,
    "branch" TEXT NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "amounts" JSONB NOT NULL,
    "expected" JSONB NOT NULL,
    "note" TEXT,

    CONSTRAINT "cash_hand_ins_pkey" PRIMARY KEY ("checklist_id")
);

-- CreateTable
CREATE TABLE "trips" (
    "checklist_id" UUID NOT NULL,
    "branch" TEXT NOT NULL,
    "car_id" INTEGER NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "purpose" TEXT NOT NULL,
    "from_place" TEXT NOT NULL,
    "to_place" TEXT NOT NULL,
    "mileage" INTEGER,
    "declared_at" TIMESTAMPTZ(3) NOT NULL,
    "back_at" TIMESTAMPTZ(3),
    "booking_id" INTEGER,

    CONSTRAINT "trips_pkey" PRIMARY KEY ("checklist_id")
);

-- CreateTable
CREATE TABLE "maintenance_intakes" (
    "checklist_id" UUID NOT NULL,
    "branch" TEXT NOT NULL,
    "car_id" INTEGER NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "mileage" INTEGER,
    "fuel_eighths" SMALLINT,
    "days" SMALLINT,
    "damage" JSONB NOT NULL DEFAULT '[]',
    "missing" TEXT[],

    CONSTRAINT "maintenance_intakes_pkey" PRIMARY KEY ("checklist_id")
);

-- CreateTable
CREATE TABLE "staff_tasks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "title" TEXT NOT NULL,
    "body" TEXT,
    "branch" TEXT NOT NULL,
    "car_id" INTEGER,
    "booking_id" INTEGER,
    "assignee_id" BIGINT,
    "created_by" BIGINT,
    "source" TEXT NOT NULL,
    "source_key" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "due_at" TIMESTAMPTZ(3),
    "snoozed_until" TIMESTAMPTZ(3),
    "told" BIGINT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "done_by" BIGINT,

    CONSTRAINT "staff_tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_task_entries" (
    "id" BIGSERIAL NOT NULL,
    "task_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" BIGINT,
    "what" TEXT NOT NULL,
    "text" TEXT,
    "staff_id" BIGINT,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "staff_task_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval_notes" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" BIGSERIAL NOT NULL,
    "approval_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "author" BIGINT,
    "text" TEXT NOT NULL,
    "answers" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "approval_notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incidents" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "car_id" INTEGER,
    "booking_id" INTEGER,
    "text" TEXT NOT NULL,
    "key" TEXT,
    "state" TEXT NOT NULL,
    "photo_ids" UUID[],
    "opened_by" BIGINT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_by" BIGINT,
    "acknowledged_at" TIMESTAMPTZ(3),
    "resolved_by" BIGINT,
    "resolved_at" TIMESTAMPTZ(3),
    "round" SMALLINT NOT NULL DEFAULT 1,
    "told" BIGINT[] DEFAULT ARRAY[]::BIGINT[],

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_entries" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" BIGINT,
    "text" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "uploaded_files" (
    "sha256" TEXT NOT NULL,
    "file_id" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "uploaded_files_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "charges" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "checklist_id" UUID NOT NULL,
    "booking_id" INTEGER NOT NULL,
    "branch" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "part" TEXT NOT NULL DEFAULT '',
    "quantity" INTEGER NOT NULL,
    "amount" INTEGER,
    "currency" TEXT NOT NULL,
    "zone" TEXT,
    "note" TEXT,
    "state" TEXT NOT NULL,
    "approval_id" UUID,
    "decided_by" BIGINT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "charges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bot_offers" (
    "id" UUID NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "about" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "title" TEXT,
    "branch" TEXT,
    "car_id" INTEGER,
    "booking_id" INTEGER,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "state" TEXT NOT NULL,
    "result" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bot_offers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "loose_albums" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "staff_id" BIGINT NOT NULL,
    "group_id" TEXT NOT NULL,
    "comment" TEXT,
    "purpose" TEXT NOT NULL DEFAULT 'keep',
    "state" TEXT NOT NULL DEFAULT 'open',
    "offered" INTEGER[],
    "car_id" INTEGER,
    "branch" TEXT,
    "incident_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "loose_albums_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "late_photos" (
    "staff_id" BIGINT NOT NULL,
    "checklist_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "late_photos_pkey" PRIMARY KEY ("staff_id")
);

-- CreateIndex
CREATE INDEX "duty_shifts_branch_starts_at_idx" ON "duty_shifts"("branch", "starts_at");

-- CreateIndex
CREATE INDEX "duty_shifts_staff_id_starts_at_idx" ON "duty_shifts"("staff_id", "starts_at");

-- CreateIndex
CREATE INDEX "cash_hand_ins_branch_at_idx" ON "cash_hand_ins"("branch", "at");

-- CreateIndex
CREATE INDEX "cash_hand_ins_staff_id_at_idx" ON "cash_hand_ins"("staff_id", "at");

-- CreateIndex
CREATE INDEX "trips_car_id_declared_at_idx" ON "trips"("car_id", "declared_at");

-- CreateIndex
CREATE INDEX "trips_branch_declared_at_idx" ON "trips"("branch", "declared_at");

-- CreateIndex
CREATE INDEX "maintenance_intakes_car_id_at_idx" ON "maintenance_intakes"("car_id", "at");

-- CreateIndex
CREATE INDEX "maintenance_intakes_branch_at_idx" ON "maintenance_intakes"("branch", "at");

-- CreateIndex
CREATE UNIQUE INDEX "staff_tasks_source_key_key" ON "staff_tasks"("source_key");

-- CreateIndex
CREATE INDEX "staff_tasks_of_person" ON "staff_tasks"("assignee_id", "due_at") WHERE (state = 'open');

-- CreateIndex
CREATE INDEX "staff_tasks_of_branch" ON "staff_tasks"("branch", "due_at") WHERE (state = 'open');

-- CreateIndex
CREATE INDEX "staff_tasks_of_car" ON "staff_tasks"("car_id") WHERE (state = 'open');

-- CreateIndex
CREATE INDEX "staff_task_entries_task_id_id_idx" ON "staff_task_entries"("task_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "approval_notes_number_key" ON "approval_notes"("number");

-- CreateIndex
CREATE INDEX "approval_notes_approval_id_number_idx" ON "approval_notes"("approval_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "incidents_key_key" ON "incidents"("key");

-- CreateIndex
CREATE INDEX "incidents_car_id_opened_at_idx" ON "incidents"("car_id", "opened_at");

-- CreateIndex
CREATE INDEX "incidents_branch_state_opened_at_idx" ON "incidents"("branch", "state", "opened_at");

-- CreateIndex
CREATE INDEX "incident_entries_incident_id_id_idx" ON "incident_entries"("incident_id", "id");

-- CreateIndex
CREATE INDEX "charges_booking_id_idx" ON "charges"("booking_id");

-- CreateIndex
CREATE INDEX "charges_approval_id_idx" ON "charges"("approval_id");

-- CreateIndex
CREATE UNIQUE INDEX "charges_once" ON "charges"("checklist_id", "kind", "part") WHERE (state <> 'withdrawn');

-- CreateIndex
CREATE INDEX "bot_offers_expires_at_idx" ON "bot_offers"("expires_at");

-- CreateIndex
CREATE INDEX "loose_albums_car_id_created_at_idx" ON "loose_albums"("car_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "loose_albums_staff_id_group_id_key" ON "loose_albums"("staff_id", "group_id");

-- CreateIndex
CREATE INDEX "approvals_open" ON "approvals"("branch", "requested_at") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "bookings_branch_end_at_idx" ON "bookings"("branch", "end_at");

-- CreateIndex
CREATE INDEX "bookings_client_id_idx" ON "bookings"("client_id");

-- CreateIndex
CREATE INDEX "checklists_booking_id_idx" ON "checklists"("booking_id");

-- CreateIndex
CREATE INDEX "checklists_staff_id_started_at_idx" ON "checklists"("staff_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "checklists_one_open_of_car" ON "checklists"("car_id", "kind") WHERE (state = 'active' and booking_id is null);

-- CreateIndex
CREATE UNIQUE INDEX "checklists_one_open_of_person" ON "checklists"("staff_id", "kind") WHERE (state = 'active' and booking_id is null and car_id is null);

-- CreateIndex
CREATE INDEX "handovers_at_idx" ON "handovers"("at");

-- CreateIndex
CREATE INDEX "photos_album_id_idx" ON "photos"("album_id");

-- CreateIndex
CREATE INDEX "photos_car_id_created_at_idx" ON "photos"("car_id", "created_at");

-- CreateIndex
CREATE INDEX "photos_booking_id_idx" ON "photos"("booking_id");

-- CreateIndex
CREATE INDEX "reminders_staff_id_created_at_idx" ON "reminders"("staff_id", "created_at");

-- AddForeignKey
ALTER TABLE "photos" ADD CONSTRAINT "photos_album_id_fkey" FOREIGN KEY ("album_id") REFERENCES "loose_albums"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_task_entries" ADD CONSTRAINT "staff_task_entries_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "staff_tasks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval_notes" ADD CONSTRAINT "approval_notes_approval_id_fkey" FOREIGN KEY ("approval_id") REFERENCES "approvals"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_entries" ADD CONSTRAINT "incident_entries_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Open invitations named their branch in a column that is gone: they would let people in without one.
update "invitations" set "revoked_at" = now() where "used_at" is null and "role" in ('staff', 'manager');
alter table "duty_shifts" add constraint "duty_shifts_end_after_start" check ("ends_at" > "starts_at");
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_kind" CHECK ("kind" IN ('deposit_exception', 'extra_charge', 'trip', 'cash_difference', 'incident_close', 'pipeline'));
ALTER TABLE "approval_notes" ADD CONSTRAINT "approval_notes_kind" CHECK ("kind" IN ('question', 'answer', 'escalated'));
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_kind" CHECK ("kind" IN ('unauthorised_trip', 'new_damage', 'missed_handover', 'expired_inspection', 'lost_tracker', 'reported'));
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_state" CHECK ("state" IN ('open', 'acknowledged', 'resolved'));
ALTER TABLE "incident_entries" ADD CONSTRAINT "incident_entries_kind" CHECK ("kind" IN ('opened', 'escalated', 'acknowledged', 'comment', 'closing', 'refused', 'resolved', 'reopened'));

ALTER TABLE "bot_offers" ADD CONSTRAINT "bot_offers_about" CHECK ("about" IN ('problem', 'request', 'unclear', 'location'));
ALTER TABLE "bot_offers" ADD CONSTRAINT "bot_offers_state" CHECK ("state" IN ('open', 'taken', 'dropped'));

-- Search by plate and name (src/domain/search). The same as plateKey and nameKey there; what a letter is does not depend
-- on the database's locale. Pairs of neighbouring characters find any part of a text through an ordinary index.
CREATE FUNCTION plate_key(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(
    translate(upper($1 COLLATE "C"), 'АВЕКМНОРСТУХавекмнорстух', 'ABEKMHOPCTYXABEKMHOPCTYX'),
    '[^0-9A-Z]', '', 'g') $$;
CREATE FUNCTION name_key(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(
    translate(lower($1 COLLATE "C"),
      'ÀÁÂÃÄÅĄÇĆČÈÉÊËĘĞÌÍÎÏİŁÑŃÒÓÔÕÖØŚŞŠÙÚÛÜÝŹŻŽàáâãäåąçćčèéêëęğìíîïıłñńòóôõöøśşšùúûüýźżžАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯё',
      'aaaaaaaccceeeeegiiiiilnnoooooosssuuuuyzzzaaaaaaaccceeeeegiiiiilnnoooooosssuuuuyzzzабвгдеежзийклмнопрстуфхцчшщъыьэюяе'),
    '[\s\u00a0.,;:''’‘"()/_-]+', ' ', 'g')) $$;
CREATE FUNCTION search_pairs(text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr($1, n, 2)), '{}') FROM generate_series(1, length($1) - 1) AS n $$;
CREATE INDEX "cars_by_plate" ON "cars" USING gin (search_pairs(plate_key("plate")));
CREATE INDEX "cars_by_model" ON "cars" USING gin (search_pairs(name_key("model")));
CREATE INDEX "clients_by_name" ON "clients" USING gin (search_pairs(name_key("name")));
ALTER TABLE "charges" ADD CONSTRAINT "charges_kind" CHECK ("kind" IN ('mileage', 'fuel', 'late', 'cleaning', 'equipment', 'damage'));
ALTER TABLE "charges" ADD CONSTRAINT "charges_state" CHECK ("state" IN ('pending', 'approved', 'rejected', 'withdrawn'));
ALTER TABLE "charges" ADD CONSTRAINT "charges_amount" CHECK ("amount" > 0 AND "quantity" > 0);
ALTER TABLE "charges" ADD CONSTRAINT "charges_approved_have_an_amount" CHECK ("state" <> 'approved' OR "amount" IS NOT NULL);

UPDATE "photos" p SET "booking_id" = c."booking_id" FROM "checklists" c WHERE c."id" = p."checklist_id";
ALTER TABLE "photos" ADD CONSTRAINT "photos_source" CHECK (("source" = 'checklist' AND "checklist_id" IS NOT NULL) OR ("source" = 'loose' AND "album_id" IS NOT NULL));
ALTER TABLE "photos" ADD CONSTRAINT "photos_flaw" CHECK ("flaw" IN ('dark', 'small', 'blurred'));
ALTER TABLE "loose_albums" ADD CONSTRAINT "loose_albums_purpose" CHECK ("purpose" IN ('keep', 'problem'));
ALTER TABLE "loose_albums" ADD CONSTRAINT "loose_albums_state" CHECK ("state" IN ('open', 'attached', 'dropped'));
