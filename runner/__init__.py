"""The runner of demo, tests and checks on one machine: servers of its own and processes that end with it.

It uses no Django, so that it can speak before anything is set up, and nothing of the rooms it starts. Nothing imports
it but tests and bench, and production does not have it: what both need is in municipality/runtime.
"""
