-- The access log: appended to by event_write (cases/logs/events.sql), read by the municipality's privacy officer.

-- The words for an act, those of municipality/audit/acts.py. Families read the word, so nobody may put other text there.
create function sealed.act_is_known(p_act text) returns boolean immutable language sql as $$
    select p_act = any (array[
        'sign_in', 'sign_out', 'sign_out.provider', 'sign_in.failed', 'sign_in.nothing', 'session.end', 'agreement.change', 'secrecy.read', 'secrecy.list', 'secrecy.register', 'secrecy.end', 'secrecy.change', 'form.change', 'exclusion.lift', 'fact.know', 'begin.read', 'merge.read', 'municipality.merge',
        'account.list', 'account.read', 'account.make', 'account.change', 'account.approve', 'account.close', 'account.reopen', 'membership.change',
        'overseer.change', 'units.count',
        'stafffile.read', 'stafffile.load',
        'scim_token.make', 'scim_token.end', 'scim_group.change',
        'account.lock', 'invitation.make', 'invitation.use', 'factor.change',
        'concern.register', 'concern.read', 'concern.list', 'concern.change', 'concern.share',
        'bylaw.list', 'bylaw.control',
        'disclosure.find', 'disclosure.begin', 'disclosure.read', 'disclosure.notes', 'disclosure.change', 'disclosure.make', 'disclosure.drop',
        'disclosure.fetch', 'disclosure.tell',
        'emergency.open', 'emergency.read', 'emergency.end', 'emergency.list', 'emergency.review', 'emergency.tell', 'emergency.delay',
        'request.see', 'request.make', 'request.list', 'request.read', 'request.answer', 'request.give', 'request.prolong',
        'request.letter', 'request.look', 'request.count', 'request.outside', 'copy.fetch', 'copy.data',
        'statute.decide', 'statute.see', 'statute.read', 'statute.name', 'statute.unname', 'statute.end',
        'joining.read', 'joining.answer', 'joining.take_back', 'joining.propose', 'joining.decline', 'joining.join', 'joining.part',
        'report.register', 'report.read', 'report.list', 'report.change', 'concern.close', 'concern.keep_out', 'concern.let_in', 'concern.give', 'concern.heads', 'leaving.read', 'leaving.set', 'leaving.hand_over', 'case.keep_out', 'case.let_in', 'case.open', 'case.read', 'case.print', 'case.read_together', 'case.list', 'case.search', 'case.close', 'head.read', 'head.list',
        'consent.register', 'consent.read', 'consent.print', 'consent.withdraw', 'own_affairs.withdraw', 'conversation.keep', 'conversation.read', 'unit.invite', 'family.release', 'responsibility.show', 'provision.register', 'widening.end', 'responsibility.end', 'protection.set', 'change.propose', 'check.list', 'check.confirm', 'check.return',
        'child.born', 'pregnancy.end', 'deputy.enter', 'deputy.end', 'person.correct', 'person.correct.document', 'participant.add', 'participant.remove', 'entry.write',
        'entry.change', 'entry.release', 'goal.set', 'goal.change', 'measure.read', 'measure.set', 'measure.change', 'measure.evaluate',
        'plan.start', 'plan.read', 'plan.change', 'plan.coordinator', 'document.order', 'document.make', 'document.read', 'file.keep', 'file.fetch',
        'seat.change', 'referral.send', 'referral.read', 'referral.close', 'agenda.read', 'meeting.plan', 'meeting.start',
        'meeting.undo', 'meeting.cancel',
        'curtain.lift', 'minutes.write', 'minutes.read', 'meeting.approve', 'minutes.correct', 'task.do', 'task.give', 'systemissue.raise',
        'systemissue.close', 'figures.publish', 'figures.read', 'kostra.check', 'kostra.download', 'baton.move', 'baton.offer',
        'baton.cancel', 'baton.remind', 'unit.remind', 'measure.remind', 'referral.remind',
        'baton.accept', 'baton.decline', 'events.read', 'events.export', 'events.remove', 'mail.read', 'settings.change', 'shortcuts.turn', 'profile.change', 'day.read', 'notice.list',
        'absence.register', 'absence.change', 'absence.end', 'absence.read',
        'entry.move_list', 'entry.move_out', 'entry.move_in', 'concern.correct', 'deviation.list', 'deviation.read', 'deviation.note',
        'deviation.report', 'deviation.tell',
        'pattern.read', 'question.list', 'question.read', 'question.send', 'question.ask', 'question.answer', 'question.conclude', 'question.advise', 'informing.list', 'informing.set', 'informing.count']) $$;

-- D14: acts that show names among others, and no note: the family is told how often, and by whom.
create function sealed.act_is_a_list(p_act text) returns boolean immutable language sql as $$
    select p_act = any (array['case.list', 'case.search', 'head.list', 'day.read', 'notice.list', 'agenda.read', 'absence.read',
        'leaving.read', 'check.list', 'bylaw.list', 'bylaw.control', 'entry.move_list', 'emergency.list']) $$;

-- Acts that show something of what stands in a log. Not what belongs to a report (R9), nor to what the law opens (cases/bylaw), which has a
-- control of its own.
create function sealed.act_reads_a_log(p_act text) returns boolean immutable language sql as $$
    select p_act = any (array['case.read', 'case.print', 'case.read_together', 'consent.read', 'consent.print', 'measure.read', 'plan.read',
        'document.read', 'file.fetch', 'referral.read', 'minutes.read']) $$;

-- R8: rights already stop the application and the system role; this also stops the owner's mistakes. What is deleted goes with its batch (seals.sql).
create function sealed.refuse_change() returns trigger language plpgsql as $$
begin
    raise insufficient_privilege using message = format('%s is append-only', tg_table_name);
end $$;

create trigger append_only before update on municipality_event
    for each row execute function sealed.refuse_change();

create trigger append_only before update on municipality_eventcase
    for each row execute function sealed.refuse_change();

grant select on municipality_event to stafett_app;
alter table municipality_event enable row level security;
alter table municipality_event force row level security;
-- R9: that somebody has reported to barnevern, or tried to write it down, is known to that person. A try to read one that is refused is seen: it
-- says nothing of whether there is a report.
create policy watched on municipality_event for select to stafett_app using (
    municipality_id = (select my_municipality_as('privacy_officer')) and (act not like 'report.%' or act = 'report.read' and refused));

grant select on municipality_eventcase to stafett_app;
alter table municipality_eventcase enable row level security;
alter table municipality_eventcase force row level security;
create policy watched on municipality_eventcase for select to stafett_app using (
    exists (select from municipality_event e where e.id = municipality_eventcase.event_id));
