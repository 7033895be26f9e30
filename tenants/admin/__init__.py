"""Wagtail's admin: the console's customers and staff, a customer's own profile, and what both look like."""
