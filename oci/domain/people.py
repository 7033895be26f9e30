"""Whether a text looks like a person: a mail address, a phone number, a name.

A guess, made to hide too much rather than too little, yet to leave numbers and codes alone: the ten digits of a cost
centre are no phone number, and `NL-SALES-01` is nobody.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["looks_personal", "may_reach"]

_mail_re = re.compile(r"@|%40|&#0*64;", re.IGNORECASE)
# From a plus, a trunk prefix, 00 or a Dutch mobile's 316 on; no date, nothing that goes on from other digits, and no
# number with zeros to fill it up.
_phone_re = re.compile(
    r"""
    (?<!\d) (?<!\d[.-])
    (?! \d\d[./-]\d\d[./-](?:19|20)\d\d\b )
    (?: \+ (?:[\s./()-]{0,3}\d){8}
      | \(? 0 [\s./()-]{0,3} [1-9] (?:[\s./()-]{0,3}\d){7}
      | 316 (?:[\s./()-]{0,3}\d){8} (?!\d)
      | 00 [\s./()-]{0,3} [1-9] (?:[\s./()-]{0,3}\d){8} )
    """,
    re.VERBOSE,
)
# Letters, with the marks that some languages set apart; a hyphen or an apostrophe joins parts of one name.
_letters = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_word_re = re.compile(rf"{_letters}(?:['\u2019-]{_letters})*")
_joint_re = re.compile(r"['\u2019-]")
NAMES = 2
BEFORE, AFTER = " \t\n,;(<\"'", " \t\n,;)>\"'."


def looks_personal(text: str) -> bool:
    """Whether `text` holds what reaches a person, or two capitalised words, as a name has."""
    plain = unicodedata.normalize("NFKC", text)
    return may_reach(plain) or _has_name(plain)


def may_reach(text: str) -> bool:
    """Whether `text` holds a mail address or a phone number, in whatever spelling."""
    return bool(_mail_re.search(text) or _phone_re.search(text))


def _has_name(text: str) -> bool:
    found = [match[0] for match in _word_re.finditer(text) if _is_capitalised(match, text)]
    return len(found) >= NAMES and any(len(word) > 1 for word in found)


def _is_capitalised(match: re.Match[str], text: str) -> bool:
    """Whether a word begins as a name does. One in capitals alone counts only when nothing but space is around it."""
    word = match[0]
    if not any(not part[0].islower() for part in _joint_re.split(word)):
        return False
    if any(letter.islower() for letter in word):
        return True
    before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    return before in BEFORE and after in AFTER
