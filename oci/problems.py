"""Every problem that a buyer's system or an employee can meet, as one table.

A code is stable: it stands on the page, in the journal, in `docs/reference/problems.md` (compared by a test) and in the
ERP developer's notes. Each problem names its cause, who can mend it, and how.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Owner(TextChoices):
    """Who can mend it, in the words of the page."""

    ERP = "erp", _("Your colleague who manages the procurement system")
    ACCOUNT_MANAGER = "account_manager", _("Your organisation's account manager at Europcar")
    EMPLOYEE = "employee", _("You")


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. `status` is the HTTP status of its page; `particular` has room for the facts of the error.

    Where it `repeats` what was sent, beyond a parameter's name, it is for the journal alone: anybody may send anything.
    """

    code: str
    status: int
    owner: Owner
    title: Text
    cause: Text
    remedy: Text
    particular: Text = ""
    repeats: bool = False

    def tell(self, facts: Mapping[str, str | int]) -> str:
        """The particular of one occurrence, or "" where nothing is known of it."""
        return str(self.particular) % facts if facts and self.particular else ""


START_AGAIN = _("Close this page and start again from your procurement system.")
EXPECTED = _("It is expected in the parameter %(parameter)s.")

CONNECTION = (
    Problem(
        "CONNECTION_UNKNOWN",
        404,
        Owner.ERP,
        _("This entry address does not exist"),
        _("The procurement system called an address at which no connection is configured."),
        _("Compare the address with the one that Europcar has given, up to the last letter."),
    ),
    Problem(
        "CONNECTION_DRAFT",
        403,
        Owner.ACCOUNT_MANAGER,
        _("This connection is not open yet"),
        _("The connection is still being set up at Europcar and takes no calls."),
        _("The account manager puts it in test or live."),
    ),
    Problem(
        "CONNECTION_OFF",
        403,
        Owner.ACCOUNT_MANAGER,
        _("This connection is switched off"),
        _("Europcar has switched this connection off."),
        _("Ask the account manager why, and whether another connection is to be used."),
    ),
    Problem(
        "METHOD_NOT_ALLOWED",
        405,
        Owner.ERP,
        _("The procurement system calls in a way that is not agreed"),
        _("The connection takes another HTTP method (GET or POST) than the one used."),
        _(
            "Set the method in the procurement system to the agreed one, or have the account manager allow both."
        ),
        _("Used: %(method)s. Agreed: %(agreed)s."),
        repeats=True,
    ),
    Problem(
        "CUSTOMER_SUSPENDED",
        503,
        Owner.ACCOUNT_MANAGER,
        _("FlexFleet is paused for your organisation"),
        _("Europcar has paused FlexFleet for your organisation. Confirmed reservations stay as they are."),
        _("Ask the account manager when it opens again."),
    ),
)

CALL = (
    Problem(
        "CREDENTIALS_WRONG",
        403,
        Owner.ERP,
        _("FlexFleet does not recognise your procurement system"),
        _("User name and password of the connection are wrong, missing or no longer valid."),
        _("Enter the user name and password that Europcar has given, under the agreed parameter names."),
    ),
    Problem(
        "CALL_TOO_LARGE",
        413,
        Owner.ERP,
        _("The procurement system sent too much"),
        _("The call is larger than FlexFleet accepts."),
        _("Send only the agreed parameters."),
    ),
    Problem(
        "PARAMETERS_TOO_MANY",
        413,
        Owner.ERP,
        _("The procurement system sent too many parameters"),
        _("The call has more parameters than FlexFleet accepts."),
        _("Send only the agreed parameters."),
    ),
    Problem(
        "PARAMETER_NAME_TOO_LONG",
        413,
        Owner.ERP,
        _("The procurement system sent a name that is too long"),
        _("The name of a parameter is longer than FlexFleet accepts."),
        _("Send only the agreed parameters, under their agreed names."),
    ),
    Problem(
        "PARAMETER_TOO_LONG",
        413,
        Owner.ERP,
        _("The procurement system sent a value that is too long"),
        _("The value of a parameter is longer than FlexFleet accepts. The page names the parameter."),
        _("Shorten the value, or send it under the parameter that it belongs to."),
        _("The value of the parameter %(parameter)s is longer than %(limit)s characters."),
    ),
    Problem(
        "PARAMETER_MISSING",
        400,
        Owner.ERP,
        _("Something is missing that your organisation requires"),
        _("A parameter that was agreed as required did not come, or came empty. The page names it."),
        _("Have the procurement system send it, or have the account manager make it optional."),
        EXPECTED,
    ),
    Problem(
        "CHARSET_UNKNOWN",
        400,
        Owner.ERP,
        _("The procurement system uses characters that FlexFleet does not know"),
        _("The parameter http_content_charset names a charset that FlexFleet does not know."),
        _(
            "Send UTF-8, ISO-8859-1, ISO-8859-2, ISO-8859-15, windows-1250 or windows-1252 in "
            "http_content_charset, or leave it out."
        ),
        _("The call names the charset %(charset)s."),
        repeats=True,
    ),
    Problem(
        "CHARSET_MISMATCH",
        400,
        Owner.ERP,
        _("The procurement system's characters cannot be read"),
        _("The call names a charset in http_content_charset but is written in another."),
        _("Encode the parameters in the charset that the call names."),
    ),
    Problem(
        "CONTENT_TYPE_UNSUPPORTED",
        415,
        Owner.ERP,
        _("The procurement system calls in a form that FlexFleet cannot read"),
        _("The call is a POST, but not an ordinary form post."),
        _("Post the parameters as application/x-www-form-urlencoded."),
    ),
    Problem(
        "FORBIDDEN_CHARACTER",
        400,
        Owner.ERP,
        _("The procurement system sent a character that cannot be used"),
        _("A parameter holds the character NUL, which no value may hold."),
        _("Remove it where the value is made."),
    ),
    Problem(
        "FUNCTION_UNKNOWN",
        400,
        Owner.ERP,
        _("The procurement system asks for something that OCI does not have"),
        _("The parameter FUNCTION names a function that is not part of OCI."),
        _("Leave FUNCTION out to open the catalogue, or use DETAIL, VALIDATE or BACKGROUND_SEARCH."),
        _("The call asks for %(function)s."),
        repeats=True,
    ),
    Problem(
        "FUNCTION_NOT_OFFERED",
        400,
        Owner.ERP,
        _("The procurement system asks for something that FlexFleet does not offer"),
        _("The parameter FUNCTION names a function that this connection does not offer."),
        _("Leave FUNCTION out to open the catalogue, or use DETAIL, VALIDATE or BACKGROUND_SEARCH."),
    ),
    Problem(
        "PRODUCT_ID_MISSING",
        400,
        Owner.ERP,
        _("The procurement system does not say which vehicle class it means"),
        _("The call has FUNCTION DETAIL or VALIDATE, but no PRODUCTID."),
        _("Send the EXT_PRODUCT_ID of the line in PRODUCTID."),
    ),
    Problem(
        "PRODUCT_UNKNOWN",
        404,
        Owner.EMPLOYEE,
        _("This vehicle class is not offered any more"),
        _(
            "The line in your procurement system is of a vehicle class that your organisation no longer offers."
        ),
        _("Open the catalogue from your procurement system and choose another vehicle class."),
    ),
    Problem(
        "PRODUCT_NOT_SENDABLE",
        409,
        Owner.ACCOUNT_MANAGER,
        _("This vehicle class cannot be passed to your procurement system"),
        _("The line for it does not meet the rules of OCI. The journal says which ones."),
        _("The account manager corrects the connection or the offering."),
    ),
    Problem(
        "QUANTITY_MALFORMED",
        400,
        Owner.ERP,
        _("The procurement system sent a quantity that cannot be used"),
        _("QUANTITY is 0, or not written with digits and a point, such as 3 or 3.000."),
        _("Send the number of days in QUANTITY, or leave it out."),
    ),
    Problem(
        "HOOK_URL_MISSING",
        400,
        Owner.ERP,
        _("FlexFleet does not know where to return to"),
        _("The call holds no HOOK_URL, or an empty one, under the agreed name."),
        _("Have the procurement system send its return address under the agreed name."),
        EXPECTED,
    ),
    Problem(
        "HOOK_URL_MALFORMED",
        400,
        Owner.ERP,
        _("The return address cannot be used"),
        _("HOOK_URL is not a complete web address, or holds a space, a backslash or a user name."),
        _("Send a complete address such as https://erp.example.com/return, percent-encoded once."),
    ),
    Problem(
        "HOOK_URL_SCHEME",
        400,
        Owner.ERP,
        _("The return address is no web address"),
        _("HOOK_URL does not begin with https://."),
        _("Send a return address that begins with https://."),
    ),
    Problem(
        "HOOK_URL_NOT_HTTPS",
        400,
        Owner.ERP,
        _("The return address is not secure"),
        _("HOOK_URL begins with http://, and this connection returns to https only."),
        _("Send a return address that begins with https://."),
    ),
    Problem(
        "HOOK_URL_NOT_ACCEPTED",
        403,
        Owner.ACCOUNT_MANAGER,
        _("The return address is not one of those agreed"),
        _("HOOK_URL leads to a server or path that is not accepted for this connection."),
        _("If the address is right, the account manager adds it to the accepted return addresses."),
        _("The call names an address at %(origin)s."),
        repeats=True,
    ),
    Problem(
        "USER_MAIL_MISSING",
        400,
        Owner.ERP,
        _("Your e-mail address is missing"),
        _("The procurement system did not send your e-mail address, to which the confirmation is to go."),
        _("Check that your account in the procurement system has an e-mail address, and that it is sent."),
        EXPECTED,
    ),
    Problem(
        "USER_MAIL_MALFORMED",
        400,
        Owner.ERP,
        _("Your e-mail address cannot be used"),
        _("What the procurement system sent as your e-mail address is not one."),
        _("Correct the e-mail address of your account in the procurement system."),
    ),
    Problem(
        "USER_NAME_MISSING",
        400,
        Owner.ERP,
        _("Your name is missing"),
        _("The procurement system did not send your full name."),
        _("Check that your account in the procurement system has a name, and that it is sent."),
        EXPECTED,
    ),
)

VISIT = (
    Problem(
        "PUNCH_OUT_UNKNOWN",
        404,
        Owner.EMPLOYEE,
        _("This page does not exist"),
        _("There is no visit at this address. The address may be incomplete, or of another organisation."),
        START_AGAIN,
    ),
    Problem(
        "PUNCH_OUT_CODE_SPENT",
        410,
        Owner.EMPLOYEE,
        _("This page cannot be opened a second time"),
        _("The page was reloaded, or its address was used again. For your safety it opens only once."),
        START_AGAIN,
    ),
    Problem(
        "PUNCH_OUT_SECRET_WRONG",
        403,
        Owner.EMPLOYEE,
        _("This page does not belong to your visit"),
        _(
            "The page was opened without coming from your procurement system, or the browser lost the visit. "
            "A request that you had sent is kept."
        ),
        START_AGAIN,
    ),
    Problem(
        "PUNCH_OUT_EXPIRED",
        410,
        Owner.EMPLOYEE,
        _("The time for this visit is over"),
        _("The page was open longer than a visit may last. A request that you had sent is kept."),
        START_AGAIN,
    ),
    Problem(
        "PUNCH_OUT_CANCELLED",
        410,
        Owner.EMPLOYEE,
        _("You have cancelled this visit"),
        _("The visit was ended without a request."),
        START_AGAIN,
    ),
    Problem(
        "PUNCH_OUT_RETURNED",
        410,
        Owner.EMPLOYEE,
        _("Your request has gone back to your procurement system"),
        _("A request goes back once, so that it is not ordered twice."),
        _("Look in your procurement system. If it is not there, pass on the reference below to Europcar."),
    ),
    Problem(
        "PUNCH_OUT_EVENT",
        409,
        Owner.EMPLOYEE,
        _("This is not possible any more"),
        _("Another click or another window was quicker, and the visit has gone on."),
        START_AGAIN,
    ),
    Problem(
        "FORM_TOO_LARGE",
        413,
        Owner.EMPLOYEE,
        _("This is too much text"),
        _("What was filled in is larger than FlexFleet accepts. Nothing has been sent."),
        _("Go back and shorten it."),
    ),
    Problem(
        "FORM_MALFORMED",
        400,
        Owner.EMPLOYEE,
        _("This form could not be read"),
        _("What the browser sent is not a whole form. Nothing has been sent on."),
        _("Go back and send it once more."),
    ),
    Problem(
        "CART_NOT_SENDABLE",
        409,
        Owner.ACCOUNT_MANAGER,
        _("Your request is registered, but cannot go back to your procurement system"),
        _("The line for the shopping cart does not meet the rules of OCI. The journal says which one."),
        _("The account manager corrects the connection. You need not send the request again."),
    ),
)

PROBLEMS: Mapping[str, Problem] = MappingProxyType(
    {problem.code: problem for problem in (*CONNECTION, *CALL, *VISIT)}
)

# The rules of a cart have codes of their own in the journal; the employee is told that the account manager must act.
CART_PREFIX = "CART_"


def find_problem(code: str) -> Problem:
    """The problem that an error's code stands for."""
    return PROBLEMS["CART_NOT_SENDABLE" if code.startswith(CART_PREFIX) else code]
