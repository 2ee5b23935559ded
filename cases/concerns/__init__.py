"""Concerns (undringer): what somebody has seen or heard about a child, inside one unit."""
