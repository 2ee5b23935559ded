"""Numbers without persons: indicators, disclosure control and reports."""
