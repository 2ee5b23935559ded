"""All tests, a folder per room. The cast that they share is in cast.py, databases and logins in conftest.py."""
