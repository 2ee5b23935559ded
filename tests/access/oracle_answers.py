"""Who answers for what, and from where somebody knows something: the rules of D1 and D2, said once more without SQL."""

HEALTH, EDUCATION, SCHOOL, CHILD_WELFARE, OTHERS = "health", "education", "school", "child_welfare", "others"
# From which age the young person's own yes is needed, and until which that of the parents.
YOUNG_FROM = {HEALTH: 16, EDUCATION: 15, SCHOOL: 15, CHILD_WELFARE: 15, OTHERS: 15}
PARENTS_UNTIL = {HEALTH: 16, EDUCATION: 15, SCHOOL: 18, CHILD_WELFARE: 18, OTHERS: 15}
EVERY_AREA = frozenset(YOUNG_FROM)
# The provisions that make the other parent's yes enough, and for which areas.
PROVISIONS = {
    "sole": EVERY_AREA,
    "lives_with": frozenset({EDUCATION, SCHOOL, OTHERS}),
    "daily_care": frozenset({HEALTH}),
    "against_harm": frozenset({HEALTH}),
}
SOURCES = {
    "school": SCHOOL, "ppt": SCHOOL, "away_school": SCHOOL, "clinic": HEALTH, "child_welfare": CHILD_WELFARE,
    "nav_office": OTHERS, "coordinating": OTHERS,
}  # fmt: skip


def area_of(unit: str, kind: str) -> str:
    """A school's knowledge of the own schooling is apart from the rest that it knows."""
    source = SOURCES[unit]
    return EDUCATION if (source, kind) == (SCHOOL, "school") else source


def open_areas(age: int, parents: list[str], own: str) -> set[str]:
    """What these answers open on the day they are given; `parents` are those of all who have responsibility."""
    said_yes = bool(parents) and set(parents) == {"yes"}
    return {area for area in EVERY_AREA if is_open(area, age, own, said_yes)}


def is_open(area: str, age: int, own: str, parents_said_yes: bool) -> bool:
    stopped = own == "no" and age >= 15
    young = age < YOUNG_FROM[area] or own == "yes"
    return young and not stopped and (age >= PARENTS_UNTIL[area] or parents_said_yes)
