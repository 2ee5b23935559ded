"""Parts, forms, dates, headers, navigation and vendored files."""
