"""What widens takes two persons (D5): what one has registered, and the second who looks at it."""
