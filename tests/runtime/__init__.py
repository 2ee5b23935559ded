"""Settings, start-up checks, log, the runner, and the demo from nothing to Ready."""
