"""Systemsaker: what fails in how the services work together, sent upward until somebody mends it."""
