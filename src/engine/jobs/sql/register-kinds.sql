-- Makes sure of a row for each kind with a rate limit ($1: JSON list of kinds): claims take turns on it.
insert into job_kinds (kind)
select jsonb_array_elements_text($1::jsonb)
on conflict (kind) do nothing
