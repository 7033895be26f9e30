"""Value tables at work: theirs become ours on the way in, ours become theirs on the way out.

Both ways a value is found whatever its case and the space around it: people type these tables, and programs send what
they please. A value that is there letter by letter goes first, for `a` and `A` may be two of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from oci.enums import Otherwise


class NotInTableError(LookupError):
    """The table refuses values that it does not hold, and does not hold this one. The message names the table."""


@dataclass(frozen=True, slots=True)
class Table:
    """A value table as it was read: pairs of theirs and ours, in order."""

    name: str
    otherwise: str
    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The table in a row of `oci.domain.queries`."""
        pairs = tuple((pair["theirs"], pair["ours"]) for pair in stored["pairs"])
        return cls(stored["name"], stored["otherwise"], pairs)

    def to_ours(self, value: str) -> str:
        """Our value for one of theirs. Nothing stays nothing: what did not come has no counterpart.

        Raises:
            NotInTableError: If the table does not hold it and refuses what it does not hold.
        """
        return self._find(self.pairs, value) if value else ""

    def to_theirs(self, value: str) -> str:
        """Their value for one of ours: the first, where several stand for it. Nothing may have a counterpart, too.

        Raises:
            NotInTableError: If the table does not hold it and refuses what it does not hold.
        """
        return self._find(((ours, theirs) for theirs, ours in self.pairs), value)

    def _find(self, pairs: Iterable[tuple[str, str]], value: str) -> str:
        alike = [(one, other) for one, other in pairs if _plain(one) == _plain(value)]
        exact = [other for one, other in alike if one.strip() == value.strip()]
        for found in (*exact, *(other for _one, other in alike)):
            return found
        # What is not there cannot be wrong: whether it may be missing is another rule's business.
        if not value.strip() or self.otherwise == Otherwise.EMPTY:
            return ""
        if self.otherwise == Otherwise.REFUSE:
            raise NotInTableError(f"a value that is not in the table “{self.name}”")
        return value


def _plain(value: str) -> str:
    return value.strip().casefold()
