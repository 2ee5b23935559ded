"""How the system starts: the runner of demo and tests, database roles, start-up checks, health and log.

The runner (`python -m municipality.runtime`) uses no Django, so that it can speak before anything is set up.
"""
