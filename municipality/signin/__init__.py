"""Signing in and out, whichever way; and every request's first step, which says who asks."""
