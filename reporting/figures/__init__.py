"""Figures for the executive: counted by a task, passed through disclosure control, shown without a way to a person."""
