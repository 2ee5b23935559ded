"""The municipality's services, districts, units, teams, themes and settings, and the file they are loaded from."""
