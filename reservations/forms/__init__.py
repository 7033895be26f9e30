"""What operations fill in. A form checks its fields and makes one domain call; the domain decides."""
