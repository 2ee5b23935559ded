"""The application as it is, with two more addresses."""
