"""The project and its ground: organisation, people, access, audit, notices, runtime and the common look.

Nothing is imported here, so that the runner and commands without a database start fast and without settings.
"""
