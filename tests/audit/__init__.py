"""The privacy officer's page."""
