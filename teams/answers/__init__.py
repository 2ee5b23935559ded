"""What teams answered, as the family and those in the log read it, and as others read what was said of a systemsak."""
