"""What production runs besides the rooms: roles, connections, start-up checks, health, sessions, log, secrets."""
