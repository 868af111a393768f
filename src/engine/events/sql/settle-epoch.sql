-- After a restore from a dump the cluster counts transactions from lower numbers again: the offset lifts positions
-- above all that were given before, to events and to consumers. Changes nothing in ordinary life.
insert into stream_epoch (id, xid_offset)
select 1, greatest(0, coalesce(greatest(
  (select max(position) from events), (select max(position) from event_consumers)
) >> 16, 0) - pg_current_xact_id()::text::bigint + 1)
on conflict (id) do update
  set xid_offset = greatest(stream_epoch.xid_offset, excluded.xid_offset)
  where excluded.xid_offset > stream_epoch.xid_offset
