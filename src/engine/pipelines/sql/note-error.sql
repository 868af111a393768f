-- Why the run $1 has failed, while it still does what its plan says for that.
update runs set error = $2 where id = $1::uuid
