-- Effects that have not left, by lane.
select lane, count(*)::int as count
from effects
where state = any (array['pending', 'sending'])
group by lane
