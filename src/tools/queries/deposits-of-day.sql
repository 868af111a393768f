-- Deposits that were taken when cars were given out on a day in the company's zone, by currency and method.
-- $1 branch or null, $2 day, $3 zone
select
  l.branch, h.deposit_currency as currency, h.deposit_method as method,
  count(*)::int as count, sum(h.deposit_amount)::bigint as amount_minor
from handovers h
join checklists l on l.id = h.checklist_id
where ($1::text is null or l.branch = $1::text)
  and h.kind = 'issue' and h.deposit_amount > 0
  and h.at >= ($2::date)::timestamp at time zone $3::text
  and h.at < ($2::date + 1)::timestamp at time zone $3::text
group by l.branch, h.deposit_currency, h.deposit_method
order by l.branch, h.deposit_currency, h.deposit_method
limit 500
