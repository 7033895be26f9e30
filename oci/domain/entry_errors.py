"""What all refusals of a call have in common. Each stands beside the rule that it is about."""

from __future__ import annotations

from typing import ClassVar


class EntryError(Exception):
    """The call opens no punch-out. `code` is one of `oci.problems`; trying again as it is does not help.

    `facts` are for the page: names, never values.
    """

    code: ClassVar[str]

    def __init__(self, message: str, **facts: str | int) -> None:
        super().__init__(message)
        self.facts = facts
