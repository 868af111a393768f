-- The group $1 for this transaction alone, after whoever has it now. No row: there is no such group.
select position from event_consumers where name = $1 for update
