"""What a leak would look like, and where it would lie."""
