"""Every task of the cases, room by room; Celery looks for them here."""

from cases.concerns.tasks import forget_old_concerns
from cases.consents.tasks import settle_expired, warn_of_ends
from cases.deviations.tasks import remind_of_deviations
from cases.plans.tasks import forget_old_plan_files, make_plan_document, make_plan_documents_left
from cases.questions.tasks import forget_old_questions
from cases.requests.tasks import forget_old_requests, remind_requests

__all__ = [
    "forget_old_concerns",
    "forget_old_plan_files",
    "forget_old_questions",
    "forget_old_requests",
    "make_plan_document",
    "make_plan_documents_left",
    "remind_of_deviations",
    "remind_requests",
    "settle_expired",
    "warn_of_ends",
]
