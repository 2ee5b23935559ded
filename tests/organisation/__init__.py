"""The organisation's file, its loading, and the demo's families as a file."""
