"""What is wrong with a return form, found before it leaves.

Nobody tells us afterwards: SAP drops an incomplete line without a word ("only complete items were
transferred"), AFAS cuts, Odoo stops reading, PHP receivers lose what is too much. So this looks at what really
goes out, names and values, and not at what it was made of. The rules are those of OCI 4.0, chapters 3 and 4;
where a buyer's system is the reason, the comment names it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from .call import Function
from .charsets import CHARSETS, encode_as_browser
from .errors import HookUrlError, NumberNotSendable
from .fields import ALTERNATIVES, FIELDS, LONGTEXT, REQUIRES, Field, Kind, Presence, Version, fields_of
from .hook_url import parse_hook_url
from .limits import CART_VARIABLES
from .names import PREFIX, parse_name
from .numbers import parse_number
from .return_form import ReturnForm, is_frame
from .rules import LEVELS, PARTICULAR, Finding, Level, Rule
from .text import is_written, length

__all__ = ["MERGED_BY", "lint_form"]

Fields = list[tuple[str, str]]

# A user may change quantities at the buyer's (AFAS); these make a line another thing than its neighbour. Who knows what
# the receiver goes by passes that instead.
MERGED_BY = ("VENDORMAT", "MATNR", "DESCRIPTION", "UNIT", "PRICE", "CURRENCY")
ALLOWED = {"SERVICE": ("X",), "ITEM_TYPE": ("R", "O", "L")}
MANDATORY = tuple(field.name for field in FIELDS.values() if field.presence is Presence.MANDATORY)
# Not mandatory, and missed all the same. Without VENDORMAT, Odoo and most shops cannot tell one article from another.
WANTED = {
    "PRICE": Rule.PRICE_MISSING,
    "VENDORMAT": Rule.ARTICLE_MISSING,
    "EXT_PRODUCT_ID": Rule.PRODUCT_MISSING,
}
WRITTEN = {
    "UNIT": (re.compile(r"[A-Z0-9]+", re.ASCII), Rule.UNIT_MALFORMED),
    "CURRENCY": (re.compile(r"[A-Z]{3}", re.ASCII), Rule.CURRENCY_MALFORMED),
}
# Dolibarr refuses a price of 0, others take it for a gift.
ZERO = {
    "QUANTITY": Rule.QUANTITY_ZERO,
    "PRICE": Rule.PRICE_ZERO,
    "PRICEUNIT": Rule.PRICE_UNIT_ZERO,
}
# How nearly every value of these looks; what looks otherwise is looked at again, rule by rule.
USUAL = {
    "QUANTITY": re.compile(r"[1-9][0-9]{0,10}", re.ASCII),
    "PRICE": re.compile(r"[1-9][0-9]{0,10}(?:\.[0-9]{1,3})?", re.ASCII),
    "PRICEUNIT": re.compile(r"1"),
    **{name: pattern for name, (pattern, _rule) in WRITTEN.items()},
}


def lint_form(
    form: ReturnForm,
    *,
    version: Version = Version.V4_0,
    more_fields: Iterable[str] = (),
    function: Function = Function.SHOPPING,
    is_page_secure: bool = True,
    levels: Mapping[Rule, Level] | None = None,
    required: Iterable[str] = (),
    merged_by: Collection[str] = MERGED_BY,
) -> tuple[Finding, ...]:
    """Everything that is wrong with `form`: first with the form as a whole, then line by line.

    Args:
        form: As it goes out.
        version: The release whose fields the receiver knows.
        more_fields: Names outside the specification that the receiver asked for (`TAX`, `CUST_FIELD6`).
        function: Which function it answers. Only shopping must have somewhere to go, and nobody posts the hits of
            a background search.
        is_page_secure: Whether the page that holds the form is https.
        levels: What rules mean for this receiver, where that differs; those for some receivers only are looked at
            when they are among these.
        required: Fields that this receiver insists on. Asked of a cart: the answer to a function has no request that
            could fill them.
        merged_by: Fields by which this receiver tells lines apart; of lines that have them in common it makes one.
    """
    lines, malformed = _read_lines(form)
    known = {**fields_of(version), **{name: Field(name, None) for name in more_fields}}
    found = [*_lint_frame(form, function, is_page_secure=is_page_secure)]
    found += [_finding(Rule.NAME_MALFORMED) for _ in range(malformed)]
    found += _lint_index(lines)
    found += _lint_merging(lines, merged_by)
    insisted = tuple(required) if function is Function.SHOPPING else ()
    particular = PARTICULAR.intersection(levels or ())
    rentals = _rentals_among(lines)
    charset = form.charset if form.charset in CHARSETS else "UTF-8"
    for number, fields in lines.items():
        found += _lint_names(number, fields, known)
        found += _lint_presence(number, fields, insisted, rentals)
        if particular:
            found += _lint_particular(number, dict(fields), particular)
        for name, value in fields:
            field = known.get(name) or Field(name, None)
            if not _is_usual(field, value):
                found += _lint_field(number, field, value, charset=charset)
    if not levels:
        return tuple(found)
    return tuple(replace(one, level=levels.get(one.rule, one.level)) for one in found)


def _finding(rule: Rule, line: int = 0, field: str = "", detail: str | int | None = "") -> Finding:
    return Finding(rule, LEVELS[rule], line, field, str(detail))


def _read_lines(form: ReturnForm) -> tuple[dict[int, Fields], int]:
    """The fields of each line, in order of line, and how many names look like a cart's and are none."""
    lines: dict[int, Fields] = {}
    malformed = 0
    for form_name, value in form.fields:
        parsed = parse_name(form_name)
        if parsed is not None:
            lines.setdefault(parsed[1], []).append((parsed[0], value))
        elif form_name.upper().startswith(PREFIX):
            malformed += 1
    return dict(sorted(lines.items())), malformed


def _lint_frame(form: ReturnForm, function: Function, *, is_page_secure: bool) -> Iterator[Finding]:
    if form.action or function is Function.SHOPPING:
        try:
            hook_url = parse_hook_url(form.action, allow_http=True, allow_sap_event=True)
        except HookUrlError:
            yield _finding(Rule.ACTION_MALFORMED)
        else:
            # Browsers put a warning before a post from https to http, and nothing submits by itself any more.
            if is_page_secure and hook_url.scheme == "http":
                yield _finding(Rule.ACTION_NOT_SECURE)
    match form.target.lower():
        case "_self":
            yield _finding(Rule.TARGET_SELF)
        case "_blank":
            yield _finding(Rule.TARGET_BLANK)
        case _ if not is_frame(form.target):
            yield _finding(Rule.TARGET_MALFORMED)
    if form.charset not in CHARSETS:
        yield _finding(Rule.CHARSET_UNKNOWN)
    if len(form.fields) > CART_VARIABLES and function is not Function.BACKGROUND_SEARCH:
        yield _finding(Rule.VARIABLES_TOO_MANY, detail=CART_VARIABLES)


def _lint_index(lines: dict[int, Fields]) -> Iterator[Finding]:
    if not lines:
        yield _finding(Rule.CART_EMPTY)
    for expected, number in enumerate(lines, start=1):
        if number != expected:
            yield _finding(Rule.INDEX_GAP, number, detail=expected)
            return


def _lint_merging(lines: dict[int, Fields], merged_by: Collection[str]) -> Iterator[Finding]:
    first: dict[tuple[str, ...], int] = {}
    if len(lines) == 1:
        return
    for number, fields in lines.items():
        values = dict(fields)
        key = tuple(values.get(name, "") for name in merged_by)
        if key in first:
            yield _finding(Rule.LINES_EQUAL, number, detail=first[key])
        first.setdefault(key, number)


def _lint_names(number: int, fields: Fields, known: Mapping[str, Field]) -> Iterator[Finding]:
    names = {name: None for name, _ in fields}  # in order
    if len(names) == len(fields) and names.keys() <= known.keys():
        return
    times = Counter(name for name, _ in fields)
    for name in names:
        if times[name] > 1:
            yield _finding(Rule.FIELD_TWICE, number, name)
        if name not in known:
            yield _finding(Rule.FIELD_UNKNOWN, number, name)


def _rentals_among(lines: dict[int, Fields]) -> set[str]:
    """The quotes of lines that say which product they are: what else belongs to these is a charge beside."""
    if len(lines) == 1:
        return set()
    each = [dict(fields) for fields in lines.values()]
    return {values.get("EXT_QUOTE_ID", "") for values in each if values.get("EXT_PRODUCT_ID")} - {""}


def _lint_presence(
    number: int, fields: Fields, required: Collection[str], rentals: set[str]
) -> Iterator[Finding]:
    filled = {name for name, value in fields if value.strip()}
    insisted = [name for name in required if name not in filled]
    for name in insisted:
        yield _finding(Rule.FIELD_REQUIRED, number, name)
    # One word about a field is enough, and nobody looks up or validates a charge.
    settled = filled.union(insisted)
    if "EXT_PRODUCT_ID" not in settled and dict(fields).get("EXT_QUOTE_ID") in rentals:
        settled.add("EXT_PRODUCT_ID")
    yield from _lint_conditions(number, filled, settled)


def _lint_conditions(number: int, filled: set[str], settled: set[str]) -> Iterator[Finding]:
    """The conditions of OCI, and what is missed without; nothing about what is `settled`."""
    for name in MANDATORY:
        if name not in settled:
            yield _finding(Rule.FIELD_MISSING, number, name)
    for either, other in ALTERNATIVES:
        if either not in settled and other not in filled:
            yield _finding(Rule.FIELD_MISSING_WITHOUT, number, either, other)
    for given, needed in REQUIRES:
        if given in filled and needed not in settled:
            yield _finding(Rule.FIELD_MISSING_WITH, number, needed, given)
    for name, rule in WANTED.items():
        if name not in settled:
            yield _finding(rule, number, name)
    if "PRICE" in filled and "PRICEUNIT" not in settled:
        yield _finding(Rule.PRICE_UNIT_MISSING, number, "PRICEUNIT")


def _lint_particular(number: int, values: Mapping[str, str], rules: Collection[Rule]) -> Iterator[Finding]:
    """What only the receivers with these rules make of a line."""
    reference, article = values.get("EXT_QUOTE_ID", ""), values.get("VENDORMAT", "")
    if reference and article:
        # Dolibarr adds to the line that has the article already, also to that of an earlier visit.
        if Rule.ARTICLE_SHARED in rules and reference not in article:
            yield _finding(Rule.ARTICLE_SHARED, number, "VENDORMAT")
        # Odoo makes a product of each article that it does not know.
        if Rule.ARTICLE_NEW in rules and reference in article:
            yield _finding(Rule.ARTICLE_NEW, number, "VENDORMAT")
    # AFAS lets users change the quantity, and with it the price of a rental that has been agreed.
    if Rule.QUANTITY_EDITABLE in rules and values.get("QUANTITY", "1") != "1":
        yield _finding(Rule.QUANTITY_EDITABLE, number, "QUANTITY")
    # PHP makes a list of a name that ends in brackets, and leaves no number to find the line by.
    if Rule.LONGTEXT_LOST in rules and values.get(LONGTEXT, "").strip():
        yield _finding(Rule.LONGTEXT_LOST, number, LONGTEXT)


def _is_usual(field: Field, value: str) -> bool:
    """Whether a glance shows that `_lint_field` finds nothing. Ten lines are a hundred values."""
    if not (value.isascii() and value.isprintable() and value.strip()):
        return False
    if field.length is not None and len(value) > field.length:
        return False
    pattern = USUAL.get(field.name)
    if pattern is not None:
        return pattern.fullmatch(value) is not None
    return field.kind is Kind.TEXT and field.name not in ALLOWED


def _lint_field(number: int, field: Field, value: str, *, charset: str) -> Iterator[Finding]:
    name = field.name
    if not value.strip():
        yield _finding(Rule.FIELD_EMPTY, number, name)
        return
    if field.length is not None and _length_arriving(value, charset) > field.length:
        yield _finding(Rule.FIELD_TOO_LONG, number, name, field.length)
    if name != LONGTEXT and ("\n" in value or "\r" in value):
        yield _finding(Rule.FIELD_BROKEN_UP, number, name)
    if not value.isascii() and not is_written(value, charset):
        yield _finding(Rule.CHARACTER_LACKING, number, name, charset)
    if name in ALLOWED and value not in ALLOWED[name]:
        yield _finding(Rule.VALUE_NOT_ALLOWED, number, name, ", ".join(ALLOWED[name]))
    if name in WRITTEN and not WRITTEN[name][0].fullmatch(value):
        yield _finding(WRITTEN[name][1], number, name)
    if field.kind in (Kind.DECIMAL, Kind.WHOLE):
        yield from _lint_number(number, field, value)


def _length_arriving(value: str, charset: str) -> int:
    """What the charset lacks arrives as `&#8364;`, and is counted like that."""
    if value.isascii():
        return len(value)
    return length(encode_as_browser(value, charset).decode(CHARSETS[charset]))


def _lint_number(number: int, field: Field, value: str) -> Iterator[Finding]:
    try:
        parsed = parse_number(value)
    except NumberNotSendable:
        yield _finding(Rule.NUMBER_MALFORMED, number, field.name)
        return
    if field.kind is Kind.WHOLE and "." in value:
        yield _finding(Rule.NUMBER_MALFORMED, number, field.name)
    elif parsed == 0 and field.name in ZERO:
        yield _finding(ZERO[field.name], number, field.name)
    elif field.name == "QUANTITY" and parsed % 1:
        yield _finding(Rule.QUANTITY_NOT_WHOLE, number, field.name)
    # Odoo ignores PRICEUNIT and reads every price as that of one.
    elif field.name == "PRICEUNIT" and parsed != 1:
        yield _finding(Rule.PRICE_UNIT_NOT_ONE, number, field.name)
