-- Marks effect $4 of lane $1 as being sent by the holder of the lease $2, which is renewed by $3 ms, and stores the pace
-- of the lane with it: $5 when units left, $6 and $7 when the next urgent and the next other one may, $8 the slowdown. One
-- that was being sent already may have arrived. Answers nothing when the lease is lost or the effect has left.
with held as (
  update outbox_lanes
  set lease_until = now() + make_interval(secs => $3::float8 / 1000),
      recent = array(select to_timestamp(at::float8 / 1000) from jsonb_array_elements_text($5::jsonb) at),
      urgent_at = to_timestamp($6::float8 / 1000),
      normal_at = to_timestamp($7::float8 / 1000),
      slowdown = $8::real
  where lane = $1 and lease_token = $2::uuid
  returning lane
)
update effects
set state = 'sending', attempts = attempts + 1, uncertain = uncertain or state = 'sending'
where id = $4::bigint and lane = (select lane from held) and state in ('pending', 'sending')
returning id, lane, channel, kind, priority, payload, merge_key as "mergeKey", attempts, uncertain,
          correlation_id as "correlationId", event_id::text as "eventId", created_at as "createdAt"
