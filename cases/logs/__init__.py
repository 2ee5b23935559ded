"""The log (stafettlogg): its page, reading it as a story, writing in it, and who has seen it."""
