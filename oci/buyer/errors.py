"""How a played punch-out can fail: one tree.

BuyerError
├── NoAnswerError         nothing answered, or not in time
├── EntryRefusedError     the call was refused
├── PageProblemError      the employee got stuck on a page
│   └── NotBookableError  nothing of the offering can be booked
└── NotReturnedError      the request was registered, but its cart did not come back
"""

from __future__ import annotations

__all__ = [
    "BuyerError",
    "EntryRefusedError",
    "NoAnswerError",
    "NotBookableError",
    "NotReturnedError",
    "PageProblemError",
]


class BuyerError(Exception):
    """The message is for the person who watches the installation; it holds no parameter of the call."""


class NoAnswerError(BuyerError):
    pass


class EntryRefusedError(BuyerError):
    pass


class PageProblemError(BuyerError):
    pass


class NotBookableError(PageProblemError):
    pass


class NotReturnedError(BuyerError):
    pass
