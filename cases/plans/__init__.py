"""Individuell plan: started from the log, kept by a coordinator, handed out as a PDF."""
