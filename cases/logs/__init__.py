"""The log (stafettlogg): opening it, reading it as a story, writing in it."""
