"""A team's meeting: the agenda that builds itself, minutes per item, approval, corrections."""
