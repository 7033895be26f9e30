"""The base of what ends the demo with a message instead of a traceback."""

from __future__ import annotations


class DemoError(Exception):
    """The demo cannot run, or go on; the message says what to do about it."""
