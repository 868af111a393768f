-- Effects that left more than $2 days ago, up to $1 of them.
delete from effects
where id = any (array(
  select id from effects
  where state = any (array['sent', 'merged']) and sent_at < now() - make_interval(days => $2::int)
  order by sent_at
  limit $1::int
))
returning id
