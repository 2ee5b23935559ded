"""How long the list of cases takes by us, by stock django-guardian and by hand-written SQL: `make bench`.

The same rows are in the bench's own cluster; what each side answers is compared before it is timed. Nothing here
is imported by the application, and no test is about time. Figures: docs/performance.md.
"""
