"""Every model of the reporting, room by room; Django looks for them here."""

from reporting.figures.models import PublishedFigure

__all__ = ["PublishedFigure"]
