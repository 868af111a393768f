-- The group $1, and up to where its lease handed events out if that is $2 (hash).
select case when lease_hash = $2 then handed_out_to end as "handedOutTo" from event_consumers where name = $1
