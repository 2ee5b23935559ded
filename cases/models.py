"""Every model of the cases, room by room; Django looks for them here."""

from cases.absence.models import Absence
from cases.baton.models import BatonMove, BatonOffer
from cases.case.head import CaseHead
from cases.case.models import Case, CaseKeptOut, CaseOpening, ParentalResponsibility
from cases.checks.models import Widening
from cases.concerns.models import Concern, ConcernColleague, ConcernKeptOut
from cases.conversation.models import Birth
from cases.deviations.models import Deviation, DeviationLog, DeviationNote
from cases.disclosures.models import DisclosedNote, Disclosure
from cases.documents.models import Document, DocumentPart
from cases.emergency.models import Emergency
from cases.grants.models import CaseGroupGrant, CaseUserGrant
from cases.informing.models import Informing
from cases.joining.models import JoinedRow, Joining
from cases.logs.models import Entry, EntryVersion
from cases.plans.models import (
    IndividualPlan,
    PlanCoordinator,
    PlanDocument,
    PlanFile,
    PlanText,
    PlanTextVersion,
)
from cases.questions.models import Advice, Question, QuestionLog
from cases.reports.models import Report
from cases.requests.models import FamilyRequest, HiddenLook, RequestPart
from cases.statute.models import Statute, StatuteReader
from cases.work.models import Evaluation, Goal, Measure, WorkVersion
from cases.wrongchild.models import MovedNote

__all__ = [
    "Absence",
    "Advice",
    "BatonMove",
    "BatonOffer",
    "Birth",
    "Case",
    "CaseGroupGrant",
    "CaseHead",
    "CaseKeptOut",
    "CaseOpening",
    "CaseUserGrant",
    "Concern",
    "ConcernColleague",
    "ConcernKeptOut",
    "Deviation",
    "DeviationLog",
    "DeviationNote",
    "DisclosedNote",
    "Disclosure",
    "Document",
    "DocumentPart",
    "Emergency",
    "Entry",
    "EntryVersion",
    "Evaluation",
    "FamilyRequest",
    "Goal",
    "HiddenLook",
    "IndividualPlan",
    "Informing",
    "JoinedRow",
    "Joining",
    "Measure",
    "MovedNote",
    "ParentalResponsibility",
    "PlanCoordinator",
    "PlanDocument",
    "PlanFile",
    "PlanText",
    "PlanTextVersion",
    "Question",
    "QuestionLog",
    "Report",
    "RequestPart",
    "Statute",
    "StatuteReader",
    "Widening",
    "WorkVersion",
]
