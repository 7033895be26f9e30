"""Customers, staff and their roles: who has an environment, and who may enter it."""
