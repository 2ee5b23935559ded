"""Systemsaker: what fails in how the services work together, sent upwards until somebody solves it."""
