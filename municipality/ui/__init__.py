"""What every page shares: response headers, page frame, navigation, forms, dates in words, template tags."""
