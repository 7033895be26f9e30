"""What may happen at the doors: verbs with keyword-only arguments, each with its errors above it."""
