-- Milliseconds until something that has to wait may be tried.
select least(
  (select extract(epoch from min(available_at) - now()) * 1000 from effects
   where state in ('pending', 'sending') and available_at > now()),
  (select extract(epoch from min(paused_until) - now()) * 1000 from outbox_lanes where paused_until > now())
)::float8 as "nextInMs"
