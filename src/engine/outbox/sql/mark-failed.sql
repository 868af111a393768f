-- Effect $1 did not leave in its attempt $4 because of $2: it waits again when $3, else it is given up. An attempt that the
-- other side put off ($5) does not count: it did not get through, and the effect is not to be given up for it. $6: it may
-- have arrived all the same.
update effects
set state = case when $3::boolean then 'pending' else 'failed' end,
    attempts = case when $5::boolean then attempts - 1 else attempts end,
    uncertain = uncertain or $6::boolean,
    error = $2
where id = $1::bigint and state = 'sending' and attempts = $4::smallint
returning id
