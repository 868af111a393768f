-- The group $1 as it begins: before the first event, or ($2 = 'now') after all that is settled. Once.
insert into event_consumers (name, position)
select $1, case
  when $2 = 'now' then ((pg_snapshot_xmin(pg_current_snapshot())::text::bigint + xid_offset) << 16) - 1
  else 0
end
from stream_epoch
where id = 1
on conflict (name) do nothing
