-- CreateTable
CREATE TABLE "client_chats" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "lead_id" BIGINT NOT NULL,
    "branch" TEXT NOT NULL,
    "client_id" INTEGER,
    "name" TEXT,
    "login" TEXT,
    "channel" TEXT,
    "source" TEXT,
    "language" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "assignee_id" BIGINT,
    "snoozed_until" TIMESTAMPTZ(3),
    "waiting_since" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" BIGINT,

    CONSTRAINT "client_chats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_messages" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" BIGSERIAL NOT NULL,
    "chat_id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "outside_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "attachments" JSONB NOT NULL DEFAULT '[]',
    "language" TEXT,
    "translation" TEXT,
    "intent" TEXT,
    "urgency" TEXT,
    "suggestion" TEXT,
    "suggestion_means" TEXT,
    "read_by" TEXT,
    "author_id" BIGINT,
    "sent_text" TEXT,
    "state" TEXT NOT NULL,
    "begun_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "suggested_by" UUID,

    CONSTRAINT "client_messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "client_chats_lead_id_key" ON "client_chats"("lead_id");

-- CreateIndex
CREATE INDEX "client_chats_of_branch" ON "client_chats"("branch", "waiting_since") WHERE (state <> 'closed');

-- CreateIndex
CREATE UNIQUE INDEX "client_messages_number_key" ON "client_messages"("number");

-- CreateIndex
CREATE UNIQUE INDEX "client_messages_suggested_by_key" ON "client_messages"("suggested_by");

-- CreateIndex
CREATE INDEX "client_messages_chat_id_number_idx" ON "client_messages"("chat_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "client_messages_chat_id_outside_id_key" ON "client_messages"("chat_id", "outside_id");

-- CreateIndex
CREATE INDEX "cards_message_ids_idx" ON "cards" USING GIN ("message_ids");

-- AddForeignKey
ALTER TABLE "client_messages" ADD CONSTRAINT "client_messages_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "client_chats"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "client_chats" ADD CONSTRAINT "client_chats_state" CHECK ("state" IN ('open', 'snoozed', 'closed'));
ALTER TABLE "client_messages" ADD CONSTRAINT "client_messages_direction" CHECK ("direction" IN ('in', 'out'));
ALTER TABLE "client_messages" ADD CONSTRAINT "client_messages_state" CHECK (("direction" = 'in' AND "state" = 'received') OR ("direction" = 'out' AND "state" IN ('sending', 'sent', 'delivered', 'failed', 'uncertain')));
ALTER TABLE "client_messages" ADD CONSTRAINT "client_messages_urgency" CHECK ("urgency" IN ('low', 'normal', 'high'));
ALTER TABLE "client_messages" ADD CONSTRAINT "client_messages_read_by" CHECK ("read_by" IN ('rules', 'llm'));
