-- AlterTable
ALTER TABLE "event_consumers" ADD COLUMN     "agent_id" UUID,
ADD COLUMN     "handed_out_to" BIGINT,
ADD COLUMN     "lease_hash" TEXT,
ADD COLUMN     "lease_until" TIMESTAMPTZ(3),
ADD COLUMN     "types" JSONB;

-- CreateIndex
CREATE INDEX "event_consumers_agent_id_idx" ON "event_consumers"("agent_id");

-- AddForeignKey
ALTER TABLE "event_consumers" ADD CONSTRAINT "event_consumers_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "api_agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── What Prisma's language cannot say ──────────────────────────────────────────────────────────────────────────

ALTER TABLE "event_consumers" ADD CONSTRAINT "event_consumers_lease"
  CHECK ("lease_until" IS NULL OR ("lease_hash" IS NOT NULL AND "handed_out_to" IS NOT NULL));
ALTER TABLE "event_consumers" ADD CONSTRAINT "event_consumers_agent"
  CHECK ("agent_id" IS NULL OR starts_with("name", 'agent:' || "agent_id" || '/'));
