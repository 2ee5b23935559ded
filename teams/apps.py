"""The app of teams."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "teams"
    verbose_name = _("Tverrfaglige team")

    def ready(self) -> None:
        from cases.logs.panels import register as register_panels
        from cases.logs.panels import register_paper
        from cases.myday.awaiting import Reminder
        from cases.myday.awaiting import register as register_awaited
        from cases.myday.charges import register as register_charges
        from cases.myday.standing_in import register as register_standing_in
        from cases.myday.waiting import register as register_waiting
        from cases.notices.registry import register as register_targets
        from cases.plans.decided import register as register_decided
        from municipality.administration.begin import register as register_step
        from municipality.audit.acts import Act
        from teams.answers.decided import decided
        from teams.answers.panels import panels, paper
        from teams.leaving.charges import leavers
        from teams.meetings.waiting import meetings
        from teams.members.begin import led_teams as teams_are_led
        from teams.navigation import register_navigation
        from teams.notices import targets
        from teams.overview.charges import led_teams
        from teams.referrals.services import referral_remind
        from teams.referrals.waiting import REFERRAL, unanswered
        from teams.tasks.waiting import as_stand_in, open_tasks, without_a_person

        register_navigation()
        register_step(60, teams_are_led)
        register_panels("teams", panels)
        register_paper("teams", paper)
        register_decided("teams", decided)
        register_targets("teams", targets)
        register_awaited(unanswered, {REFERRAL: Reminder(referral_remind, Act.REFERRAL_REMIND)})
        register_charges("teams", led_teams)
        register_charges("leaving", leavers)
        register_waiting("meetings", meetings)
        register_waiting("tasks", open_tasks)
        register_standing_in("tasks", as_stand_in)
        register_waiting("tasks without a person", without_a_person)
