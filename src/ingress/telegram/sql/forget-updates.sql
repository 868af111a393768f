-- Updates that came more than $2 days ago, up to $1 of them. Telegram repeats none after a day.
delete from telegram_updates
where update_id = any (array(
  select update_id from telegram_updates
  where received_at < now() - make_interval(days => $2::int)
  order by received_at
  limit $1::int
))
returning update_id
