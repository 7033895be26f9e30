"""What staff are told of a problem beyond what its page says to the employee; by the problem's code.

They read it in the journal, in a language of theirs, so it is made of facts when somebody looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

# Each has room for the facts of the error. Where one is missing, nothing is told.
PARTICULARS: Mapping[str, Text] = MappingProxyType(
    {
        "TOO_MANY_CALLS": _(
            "It was one call too many %(counted)s; the connection allows %(allowed)s a minute."
        ),
        "CALL_TOO_LARGE": _("The query or the body has more than %(limit)s bytes."),
        "PARAMETERS_TOO_MANY": _("The call has more than %(limit)s parameters."),
        "PARAMETER_NAME_TOO_LONG": _("The name of a parameter has more than %(limit)s characters."),
        "CHARSET_MISMATCH": _("The call names the charset %(charset)s."),
        "CONTENT_TYPE_UNSUPPORTED": _("The type of the call is “%(type)s”."),
        "LINK_EXPIRED": _("The link had ended %(seconds)s seconds before."),
        "FUNCTION_NOT_OFFERED": _("The call asks for %(function)s."),
        "HOOK_URL_MALFORMED": _("In HOOK_URL, %(reason)s."),
        "HOOK_URL_SCHEME": _("HOOK_URL begins with “%(scheme)s:”."),
    }
)

# What they do themselves, where the page tells the employee something else.
REMEDIES: Mapping[str, Text] = MappingProxyType(
    {
        "CONNECTION_OFF": _(
            "Put the connection live again, or tell the customer which other connection to use."
        ),
        "CUSTOMER_SUSPENDED": _("An administrator opens FlexFleet for the customer again."),
        "ADDRESS_NOT_ALLOWED": _(
            "Ask the customer whether the call came from a network of theirs. "
            "If so, add it to the connection's networks."
        ),
        "TOO_MANY_CALLS": _(
            "Look in the journal at who calls so often. If that is how the customer works, raise the limit "
            "of the connection."
        ),
        "CART_NOT_SENDABLE": _(
            "Correct the connection. Operations may mail a return link then; it sends a cart that is built anew."
        ),
        "RETURN_LINK_UNKNOWN": _(
            "Mail a new return link from the visit, if the employee cannot open the one in the mail."
        ),
        "RETURN_LINK_SPENT": _(
            "Ask whether the line is in the procurement system. If it is not, mail a new return link from the visit."
        ),
        "RETURN_LINK_EXPIRED": _("Mail a new return link from the visit, if the employee has no newer one."),
    }
)

# Facts that are words of ours, and how `oci.protocol` and `oci.domain` write them.
WORDED = frozenset({"counted", "reason"})
WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "address": _("from this network"),
        "connection": _("in all"),
        "it holds white space or a control character": _("there is white space or a control character"),
        "it holds a backslash": _("there is a backslash"),
        "it does not begin with https://": _("https:// is missing at the beginning"),
        "its query holds a value without a name": _("the query has a value without a name"),
        "its query is not written in the charset of the call": _(
            "the query is not written in the charset of the call"
        ),
        "it names no host": _("the name of the server is missing"),
        "it holds a user name": _("there is a user name"),
        "its host or port is malformed": _("the name of the server or the port is malformed"),
        "its port is out of range": _("the port is out of range"),
        "its host is too long": _("the name of the server is too long"),
        "its host is malformed": _("the name of the server is malformed"),
        "its path holds a dot segment with parameters": _("a dot segment of the path has parameters"),
    }
)


def tell_staff(code: str, facts: Mapping[str, str | int]) -> str:
    """The particular of one occurrence for staff, or "" where nothing is known of it."""
    told = {name: str(WORDS.get(str(fact), fact)) if name in WORDED else fact for name, fact in facts.items()}
    try:
        return str(PARTICULARS[code]) % told
    except KeyError:
        return ""
