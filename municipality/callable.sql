-- What a login may call, by the rooms whose SQL makes it. Every other function is in the schema `sealed`, which no login enters.
-- A new name is a decision: what does it reveal, and to whom?

-- Web and worker (stafett_app), and past row security (stafett_system).
grant execute on function
    -- municipality/access
    my_id, my_units, my_held_units, my_municipality, my_municipality_as, account_for_sign_in,
    -- consent
    basis_lives,
    -- cases/grants
    grant_lives, my_group_grants, case_permission, child_welfare_units, knows_of_child_welfare, i_know_of_child_welfare, unit_shown,
    naming_shown, source_given, affairs_given, entry_shown,
    -- cases/absence
    stand_in_lives, i_see_to_absence_of, stand_in_measures, stand_in_batons,
    -- cases/case
    names_told, name_told, case_participants, holders_listed,
    -- cases/logs
    i_may_write, i_begin_log, entries_signed,
    hidden_entry_count, entry_readers, event_write, family_events, family_sightings,
    -- cases/baton
    i_hold, i_pass_baton, my_batons, my_offers, askers_listed,
    -- cases/conversation
    question_shown,
    -- cases/checks
    provision_register, widening_end, widening_to_end, widenings_told, checks_for_me, check_confirm, check_return,
    protection_set, responsibility_end, change_propose,
    -- cases/documents
    paper_shown,
    -- cases/consents
    consent_shown, consents_given, areas_to_ask_for, basis_kinds, case_shares, basis_unit, basis_owner, withdrawal_unit,
    -- cases/disclosures
    disclosures_told,
    -- cases/heads
    visible_case_heads, case_head_page, my_invitations, my_case_heads, named_of_my_units,
    -- cases/concerns
    my_concerns, my_led_concerns, my_concern_heads, concern_readers, unit_concern_readers, concern_candidates, concern_share,
    -- cases/emergency
    emergency_units, emergency_sources, my_emergencies, emergency_read, emergency_notes, emergencies_led, emergencies_told,
    emergencies_controlled,
    -- cases/reports
    my_led_reports, unit_report_readers, reports_told,
    -- cases/work
    measure_shown, measure_signed, measure_responsible, measure_unit, work_readers, evaluation_shown, wording_said,
    wording_signed,
    -- cases/plans
    coordinator_name, coordinator_unit, named_coordinator_name, named_coordinator_unit, plan_text_readers,
    -- teams/members
    my_seats, i_chair, i_keep_minutes,
    -- teams/referrals
    referral_shown, tells_of_child_welfare, referral_signed, referral_team, referral_readers,
    -- teams/meetings
    minutes_open_to_me, item_unit, item_responsible, item_informs, correction_signed,
    -- teams/tasks
    stand_in_tasks, task_unit
    to stafett_app, stafett_system;

-- Web and worker alone.
grant execute on function
    -- municipality/access
    i_am_of_a_family,
    -- municipality/accounts
    account_make, account_change, account_approve, account_close, account_reopen, membership_give, membership_stop,
    overseer_give, overseer_stop, units_without_leader, accounts_not_seen, account_ways, administrators_places,
    -- municipality/stafffile
    staff_file_taken, staff_file_joined, staff_file_load,
    -- municipality/scim
    scim_token_used, scim_token_make, scim_token_end, scim_tokens, scim_refused, scim_user, scim_users, scim_user_make,
    scim_user_change, scim_user_remove, scim_group, scim_groups, scim_group_make, scim_group_change, scim_group_remove,
    groups_suggested,
    -- municipality/organisation
    agreement_enter, agreement_end,
    -- municipality/administration
    emergency_allow, emergency_allow_confirm,
    -- municipality/secrecy
    my_secrecy, my_family_secrecy, secrecy_read, secrecy_read_by_family, secrecy_list, i_see_secrecy_list, secrecy_to_ask, secrecy_waiting,
    declaration_register, declaration_end, secrecy_text_enter, service_secrecy_set,
    -- consent
    form_edition_enter, form_edition_check,
    -- municipality/people
    unit_people, i_see_to_leaving, people_of_my_unit, leaves_at, units_i_lead, leaving_set, resident_find_or_register, resident_register_unnumbered, shortcuts_turn,
    -- municipality/localaccounts
    local_account, local_factors, local_passkeys, totp_use, passkey_use, recovery_code_use, my_sign_in, my_passkeys,
    my_password_set, my_totp_set, my_passkey_add, my_passkey_remove, my_recovery_codes_set, invitation_make, invitations_make,
    accounts_without_way,
    invitation_open, invitation_use, invitation_join, sign_in_try, sign_in_failed, sign_in_passed,
    -- municipality/signin
    session_begin, session_is_over, my_sessions, session_end, provider_sessions_end, accounts_of_identity,
    sign_in_refused,
    -- municipality/notices
    my_notice_choices_set, my_unread_notices,
    -- municipality/profile
    my_phone_set, my_email_ask, my_email_asked, my_email_remove, email_link_works, email_link_use,
    -- municipality/writing
    draft_delete, sending_begin, sending_same, sending_end, sending_forget,
    -- municipality/audit
    chain_told,
    -- cases/emergency
    emergency_open, emergency_end, emergency_review, emergency_tell, emergency_delay,
    -- cases/absence
    absence_register, absence_change, absence_end, absence_reach, stand_in_candidates, my_stand_ins, away_among,
    -- cases/case
    participant_add, naming_candidates, participant_remove, participant_notify, case_keep_out, case_let_in, held_unit,
    portfolio, part_hand_over, exclusions_told, exclusion_lift, facts_to_know, facts_know,
    -- cases/logs
    event_cases, entry_notify, entry_release, withheld_in_my_units, withheld_from_me, entries_read_together, is_read_together,
    -- cases/conversation
    conversation_begin, person_keep, person_drop, shares_keep, period_keep, text_read, answer_register, conversation_drop, numbers_typed,
    conversation_into_log, parts_now, parts_if_all_say_yes, who_answers, question_readings, text_that_was_read, waiting_for, replies_told, question_about,
    exclusion_add, exclusion_drop, exclusion_lift_ask, exclusions_asked, professions_known,
    pregnant_keep, child_born, mother_known_as, notes_to_carry, entries_carry, pregnancy_end, deputy_keep, deputy_enter, deputy_end, deputies_told, parents_answer,
    parents_were_shut_out, own_answer_register, own_answers_told,
    -- cases/checks
    provision_register, widening_end, widening_to_end, widenings_told, checks_for_me, check_confirm, check_return,
    protection_set, responsibility_end, change_propose,
    -- cases/documents
    paper_keep, document_keep, document_part_keep,
    -- cases/disclosures
    disclosure_units, disclosure_log, disclosure_find, disclosures_read, disclosed_notes, disclosures_to_review, disclosures_control,
    disclosure_ways, disclosure_begin, disclosure_change, disclosure_notes, disclosure_choose, disclosure_make, disclosure_drop,
    disclosure_tell, disclosure_paper,
    -- cases/requests
    requests_own, request_family, requests_to_answer, requests_late_below_me, requests_counted, request_refusals_of, request_make,
    request_prolong, request_answer, request_give, hidden_to_look_at, hidden_looked, services_to_ask, request_outside,
    -- cases/statute
    statute_units, statute_log, statute_receivers, statute_last_day, statute_decide, statute_end, statutes_decided, statutes_received,
    statute_people, statute_name, statute_unname, statute_notes, statutes_told, statutes_controlled,
    -- cases/opening
    case_open, parent_enter,
    -- cases/baton
    log_rest_end, log_at_rest, baton_history, baton_candidates, baton_offer, baton_offer_cancel, baton_answer, awaited_answers, baton_remind,
    -- cases/consents
    consent_on_paper, readings_on_paper, family_enter, family_account_for_sign_in, consent_conclude, shares_to_ask_again, unit_invite, invitation_notify, awaited_namings, naming_remind,
    consent_withdraw, consent_withdraw_share, closing_consents, birth_date_effects,
    own_affairs, own_affairs_withdraw, my_waiting_yes, waiting_yes_take_back,
    join_answer_to_question, join_answer_register, join_answer_take_back, join_answers, join_answers_to_question,
    -- cases/joining
    join_ask, joining_told, my_joinings, joining_propose, joining_accept, joining_decline, joining_shares, joined_told, joining_part,
    log_now, joined_with,
    -- cases/persons
    person_correct, resident_number_change,
    -- cases/concerns
    concerns_kept, concern_notify, concern_keep_out, concern_let_in, concern_give, concern_heads,
    -- cases/work
    goal_set, goal_change, measure_set, measure_change, my_measures, responsible_candidates, measure_evaluate,
    measures_without_a_person, measures_reminded, measure_remind, sees_measure,
    -- cases/plans
    plan_in_force, plan_start, i_keep_plan, plan_change, plan_duties, plan_prospect, i_see_to_plan, plan_candidates,
    plan_coordinator_choose, plan_text_write, plan_text_hidden, document_order, document_covered, sees_plan_of,
    -- cases/wrongchild
    note_to_move, notes_to_move, logs_to_move_to, note_move, note_to_concern, concern_correct,
    -- cases/deviations
    deviation_seen, deviation_note, deviation_report, deviation_tell, unlawful_readings_told, unlawful_readings_led,
    -- cases/informing
    informing_mine, informing_answer, informing_counts,
    -- cases/patterns
    patterns_seen,
    -- cases/questions
    question_send, question_ask, question_answer, question_conclude, question_advise, questions_told, question_advices,
    -- cases/notices
    mail_given_up, family_without_mail,
    -- cases/oversight
    overseen_units,
    -- teams/members
    team_seats, teams_without_leader, seat_give, seat_end, seat_hand_over,
    -- teams/referrals
    team_room, referral_send, team_next_meeting, referral_close, awaited_teams, referral_remind, sees_referral,
    -- teams/meetings
    meeting_plan, meeting_move, meeting_start, meeting_start_undo, meeting_cancel, referral_called_off, referral_rooms,
    curtain_set, curtain_is_up, minutes_write, minutes_candidates, meeting_approve, correction_add, sees_meeting,
    -- teams/tasks
    my_tasks, tasks_of, tasks_hand_over, task_do, tasks_without_a_person, task_candidates, task_give,
    -- teams/discussions
    discussion_ask, discussion_claim,
    -- teams/systemissues
    system_issue_raise
    to stafett_app;

-- Past row security alone.
grant execute on function
    -- municipality/accounts
    account_approve_from_outside,
    -- municipality/signin
    sessions_forget,
    -- municipality/audit
    events_seal, seals_verify, events_outside_the_chain, chain_noted,
    -- cases/consents
    family_link, settle_all, consents_warn,
    -- cases/case
    leavers_settle,
    -- cases/concerns
    concerns_settle,
    -- cases/requests
    requests_remind,
    -- cases/deviations
    deviations_remind,
    -- cases/questions
    questions_forget,
    -- teams/members
    seats_settle,
    -- reporting/figures
    figures_counted
    to stafett_system;
