"""The pages of a log, from the consent form to the way out."""
