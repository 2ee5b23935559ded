"""The list as guardian ships it, as quick as guardian can, and with the same rules; of each the family's apart.

The family's list does not say who holds the baton and where.
"""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.urls import URLPattern, path
from guardian.mixins import PermissionListMixin
from guardian.shortcuts import get_objects_for_user
from rest_framework import generics, serializers

from bench.stock.models import Basis, Case, Membership


class FamilySerializer(serializers.ModelSerializer):
    """A row of the list that the family gets."""

    child = serializers.CharField(source="subject_name")
    born = serializers.DateField(source="subject_birth_date")
    opened_at = serializers.DateTimeField(format="%Y-%m-%dT%H:%M:%SZ")
    closed_at = serializers.DateTimeField(format="%Y-%m-%dT%H:%M:%SZ")

    class Meta:
        model = Case
        fields = ["id", "number", "child", "born", "level", "opened_at", "closed_at"]


class StaffSerializer(FamilySerializer):
    """A row of the list that staff gets."""

    unit = serializers.CharField(source="holder_unit.name")
    holder = serializers.CharField(source="holder.first_name")

    class Meta(FamilySerializer.Meta):
        fields = [*FamilySerializer.Meta.fields, "unit", "holder"]


class CaseList(PermissionListMixin, generics.ListAPIView):
    """With what guardian ships for lists: it narrows the view's queryset, as its filter for REST framework does.

    Open before closed, newest first.
    """

    permission_required = "stock.view_case"
    get_objects_for_user_extra_kwargs = {"accept_global_perms": False}  # as that filter has it
    serializer_class = StaffSerializer
    joined: tuple[str, ...] = ("holder_unit", "holder")

    @property
    def queryset(self) -> QuerySet[Case]:
        return self.in_order(Case.objects.all())

    def in_order(self, cases: QuerySet[Case]) -> QuerySet[Case]:
        joined = cases.select_related(*self.joined) if self.joined else cases
        return joined.order_by(F("closed_at").asc(nulls_first=True), "-opened_at")


class QuickestList(CaseList):
    """The same function given the model and not a queryset, so that it leaves out one comparison of keys."""

    def get_queryset(self) -> QuerySet[Case]:
        seen: QuerySet[Case] = get_objects_for_user(
            self.request.user, self.permission_required, Case, accept_global_perms=False
        )
        return self.in_order(seen)


class RuleKeepingList(QuickestList):
    """Guardian says who is named; whether the unit is allowed and the person its member is asked as well."""

    def get_queryset(self) -> QuerySet[Case]:
        working = Membership.objects.filter(
            Q(ends_at=None) | Q(ends_at__gt=Now()), user=self.request.user, starts_at__lte=Now()
        )
        allowed = Basis.objects.filter(
            Q(unit__in=working.values("unit")) | Q(user=self.request.user),
            Q(ends=None) | Q(ends__gt=Now()),
            case=OuterRef("pk"),
            starts__lte=Now(),
            withdrawn_at=None,
        )
        return super().get_queryset().filter(Exists(allowed))


def _both(place: str, view: type[CaseList]) -> list[URLPattern]:
    return [
        path(f"{place}/staff", view.as_view()),
        path(f"{place}/family", view.as_view(serializer_class=FamilySerializer, joined=())),
    ]


urlpatterns = [
    *_both("shipped", CaseList),
    *_both("quickest", QuickestList),
    *_both("rules", RuleKeepingList),
]
