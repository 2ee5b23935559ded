-- When each job last did its work: no persons. Health asks for it.
grant select on municipality_job to stafett_app;
