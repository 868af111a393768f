-- Jobs by state, and how long the oldest ready one has waited.
select state, count(*)::int as count,
       extract(epoch from now() - min(greatest(created_at, run_at)))::float8 as "oldestSeconds"
from jobs
group by state
