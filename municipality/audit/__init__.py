"""The access log (innsynslogg): writing events, and the privacy officer's page."""
