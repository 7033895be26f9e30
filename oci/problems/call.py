"""How a call is written: its size, characters and agreed parameters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oci.problems.problem import EXPECTED, Owner, Problem

CALL = (
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
        "VALUE_NOT_IN_TABLE",
        400,
        Owner.ACCOUNT_MANAGER,
        _("The procurement system sent a value that FlexFleet does not know"),
        _("A parameter holds a value that is not among the agreed ones. The page names the parameter."),
        _("The account manager adds the value to the value table, or the procurement system sends another."),
        _("The parameter is %(parameter)s, the value table “%(table)s”."),
    ),
)
