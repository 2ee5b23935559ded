"""Notices (varsler): what waits for somebody, and the neutral e-mail that says so."""
