-- Every job is rewritten once, by its claim. With half of each page left free its second version stands beside the first:
-- no page is added while jobs are claimed, in the table and in the index (a tenth of what a drain cost the server).
ALTER TABLE "jobs" SET (fillfactor = 45);
ALTER INDEX "jobs_pkey" SET (fillfactor = 50);

-- Ids of a thousand jobs do not get smaller by being compressed again and again.
ALTER TABLE "job_leases" ALTER COLUMN "job_ids" SET STORAGE EXTERNAL;
