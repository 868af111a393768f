-- The group $1 of the agent $2 (null: of nobody with a row) as it begins: after position $3, with the types $4 (JSON
-- list; null: all). No row: it is there already.
insert into event_consumers (name, agent_id, position, types)
values ($1, $2::uuid, $3::bigint, $4::jsonb)
on conflict (name) do nothing
returning name
