"""Meetings of professionals: agenda, referrals and decisions of the municipality's teams."""
