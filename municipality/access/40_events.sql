-- The access log: appended to by event_write (cases/access/60_events.sql), read by the municipality's privacy officer.
grant select on municipality_event to stafett_app;

alter table municipality_event enable row level security;
alter table municipality_event force row level security;
create policy watched on municipality_event for select to stafett_app using (
    municipality_id = (select my_municipality_as('privacy_officer')));

-- Rights already keep the application and the system role from it; this also stops the owner's own mistakes.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise insufficient_privilege using message = format('%s is append-only', tg_table_name);
end $$;
create trigger append_only before update or delete on municipality_event
    for each row execute function refuse_change();

-- The words for an act, those of municipality/audit/acts.py. A family reads the word: it is no place to write to them.
create function act_is_known(p_act text) returns boolean immutable language sql as $$
    select p_act = any (array[
        'sign_in', 'sign_out', 'concern.register', 'concern.read', 'concern.list', 'concern.change', 'concern.share',
        'concern.close', 'case.open', 'case.read', 'case.list', 'case.close', 'head.read', 'head.list', 'consent.register',
        'consent.read', 'consent.withdraw', 'unit.invite', 'family.release', 'person.name', 'person.remove', 'entry.write',
        'entry.change', 'goal.set', 'goal.change', 'measure.read', 'measure.set', 'measure.change', 'measure.evaluate',
        'plan.start', 'plan.read', 'plan.change', 'plan.coordinator', 'document.order', 'document.make', 'document.read',
        'seat.change', 'referral.send', 'referral.read', 'referral.close', 'agenda.read', 'meeting.plan', 'meeting.start',
        'curtain.lift', 'minutes.write', 'minutes.read', 'meeting.approve', 'minutes.correct', 'task.do', 'systemissue.raise',
        'systemissue.close', 'figures.publish', 'figures.read', 'kostra.check', 'kostra.download', 'baton.move', 'baton.offer',
        'baton.unask', 'baton.accept', 'baton.decline', 'events.read', 'mail.read', 'settings.change']) $$;
