"""What is made as a PDF, whatever it is about: letters, typography, and a file for archives and screen readers."""
