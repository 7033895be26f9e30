"""Wagtail's admin: a customer's queue and work page, and at the console the queue over all customers."""
