"""The base of everything the launcher refuses; each cause stands beside the code that finds it."""

from __future__ import annotations


class PostgresError(Exception):
    """The embedded PostgreSQL cannot be used; the message says what to do about it."""
