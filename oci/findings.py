"""What the linter's findings mean, in plain words: one table, in the order of the rules.

The rules stand in the journal and in `docs/reference/linter.md`, compared by a test. `what` says what was found, and
may use the finding's detail; `why` says which rule of OCI or habit of receivers it breaks, and what helps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oci.protocol.rules import Finding, Level, Rule

Text = str | Promise


class Severity(TextChoices):
    """`oci.protocol.rules.Level`, with words for people."""

    ERROR = Level.ERROR.value, _("error")
    WARNING = Level.WARNING.value, _("warning")


@dataclass(frozen=True, slots=True)
class Explanation:
    rule: Rule
    what: Text
    why: Text


FORM = (
    Explanation(
        Rule.ACTION_MALFORMED,
        _("The return address is no web address."),
        _("The browser would not know where to go. Correct HOOK_URL in the procurement system."),
    ),
    Explanation(
        Rule.ACTION_NOT_SECURE,
        _("The return address is http, while our page is https."),
        _("Browsers show a warning first, and what goes back can be read on the way. Use https."),
    ),
    Explanation(
        Rule.TARGET_SELF,
        _("The form returns into its own frame (_self)."),
        _("The procurement system's page would be caught in our frame. Use _top, _parent or a frame's name."),
    ),
    Explanation(
        Rule.TARGET_BLANK,
        _("The form returns into a new window (_blank)."),
        _("Pop-up blockers close it, and it may not be signed in. Use _top, _parent or a frame's name."),
    ),
    Explanation(
        Rule.TARGET_MALFORMED,
        _("The target of the form is no name of a frame."),
        _("Browsers open a new window for it. Use _top, _parent or a frame's name."),
    ),
    Explanation(
        Rule.CHARSET_UNKNOWN,
        _("The charset of the form is not a known one."),
        _("Browsers then choose one themselves. Use UTF-8 or ISO-8859-1."),
    ),
    Explanation(
        Rule.VARIABLES_TOO_MANY,
        _("The form has more than %(detail)s fields."),
        _("Receivers drop what comes after these without a word. Send fewer lines or fewer fields."),
    ),
    Explanation(
        Rule.CART_EMPTY,
        _("The cart has no line."),
        _("Receivers take an empty cart for an error, and some crash."),
    ),
    Explanation(
        Rule.NAME_MALFORMED,
        _("A field's name begins with NEW_ITEM- but is no name of OCI."),
        _("Names are NEW_ITEM-FIELD[1], and NEW_ITEM-LONGTEXT_1:132[] for the long text."),
    ),
    Explanation(
        Rule.INDEX_GAP,
        _("This line has a number where line %(detail)s was expected."),
        _("Lines count from 1 without a gap. Some receivers, Odoo for one, stop reading at a gap."),
    ),
    Explanation(
        Rule.LINES_EQUAL,
        _("This line has article, description and price in common with line %(detail)s."),
        _("Many receivers make one line of both. Let the article number hold the reference."),
    ),
)

LINE = (
    Explanation(
        Rule.FIELD_MISSING,
        _("A mandatory field is missing."),
        _("OCI requires it in each line. SAP drops a line without it and says nothing."),
    ),
    Explanation(
        Rule.FIELD_MISSING_WITHOUT,
        _("The field is missing, and so is %(detail)s."),
        _("OCI requires one of the two. SAP drops a line without them and says nothing."),
    ),
    Explanation(
        Rule.FIELD_MISSING_WITH,
        _("The field is missing, while %(detail)s is there."),
        _("OCI requires that both come together."),
    ),
    Explanation(
        Rule.FIELD_REQUIRED,
        _("A field that this procurement system insists on is missing."),
        _("The connection names it among the fields that must not be missing. Give it a rule that fills it."),
    ),
    Explanation(
        Rule.PRICE_MISSING,
        _("The line has no price."),
        _("OCI allows it, but most procurement systems then ask the employee or refuse the line."),
    ),
    Explanation(
        Rule.PRICE_UNIT_MISSING,
        _("The line says no number of units that the price is for."),
        _("Most receivers take it for 1, but not all. Send 1."),
    ),
    Explanation(
        Rule.ARTICLE_MISSING,
        _("The line has no article number of ours."),
        _("Most receivers tell articles apart by VENDORMAT."),
    ),
    Explanation(
        Rule.PRODUCT_MISSING,
        _("The line does not say which product it is."),
        _("The procurement system can then neither show nor validate the line later."),
    ),
    Explanation(
        Rule.ARTICLE_SHARED,
        _("The article number does not hold the reference."),
        _(
            "This procurement system adds a second rental of a class to the first. Let the number hold the reference."
        ),
    ),
    Explanation(
        Rule.ARTICLE_NEW,
        _("The article number holds the reference."),
        _(
            "This procurement system makes a product of each new number, so of each rental. Choose the class code."
        ),
    ),
)

FIELD = (
    Explanation(
        Rule.FIELD_TWICE,
        _("The field comes more than once in this line."),
        _("Receivers keep the first or the last, each as it likes."),
    ),
    Explanation(
        Rule.FIELD_UNKNOWN,
        _("The field is not part of this version of OCI and was not agreed."),
        _("Receivers pass over it or refuse the line. Choose another version, or leave it out."),
    ),
    Explanation(
        Rule.FIELD_EMPTY,
        _("The field is sent without a value."),
        _("Some receivers overwrite a default of theirs with nothing. Send filled fields only."),
    ),
    Explanation(
        Rule.FIELD_TOO_LONG,
        _("The value is longer than the %(detail)s characters of the field."),
        _("Receivers cut it without a word (AFAS) or drop the line (SAP). Shorten the value."),
    ),
    Explanation(
        Rule.FIELD_BROKEN_UP,
        _("The value is more than one line."),
        _("Only LONGTEXT has several lines."),
    ),
    Explanation(
        Rule.CHARACTER_LACKING,
        _("The value holds a character that %(detail)s does not have."),
        _("Browsers send it as a code such as &#8364;, and that is what people then read."),
    ),
    Explanation(
        Rule.NUMBER_MALFORMED,
        _("The number is not written as OCI asks."),
        _(
            "At most 11 digits, a point and 3 decimals; no thousands separator. Some fields take whole numbers only."
        ),
    ),
    Explanation(
        Rule.VALUE_NOT_ALLOWED,
        _("The value is none of those allowed: %(detail)s."),
        _("OCI names the values of this field; receivers pass over any other."),
    ),
    Explanation(
        Rule.QUANTITY_ZERO,
        _("The quantity is 0."),
        _("Receivers drop such a line or refuse it."),
    ),
    Explanation(
        Rule.QUANTITY_NOT_WHOLE,
        _("The quantity is not a whole number."),
        _("Many receivers read whole numbers only, and cut the rest off."),
    ),
    Explanation(
        Rule.UNIT_MALFORMED,
        _("The unit is not written in capital letters and digits."),
        _("Units are codes that both sides know, such as EA, PCE, C62 or DAY."),
    ),
    Explanation(
        Rule.CURRENCY_MALFORMED,
        _("The currency is not a code of three capital letters."),
        _("Currencies are written as in ISO 4217, such as EUR."),
    ),
    Explanation(
        Rule.PRICE_ZERO,
        _("The price is 0."),
        _("Some receivers, Dolibarr for one, refuse it. Agree on a rate, or leave the price out."),
    ),
    Explanation(
        Rule.PRICE_UNIT_ZERO,
        _("The price is for 0 units."),
        _("Receivers divide by it. Send 1."),
    ),
    Explanation(
        Rule.PRICE_UNIT_NOT_ONE,
        _("The price is for more than one unit."),
        _("Some receivers, Odoo for one, read every price as that of one unit. Send 1."),
    ),
    Explanation(
        Rule.QUANTITY_EDITABLE,
        _("The quantity is not 1."),
        _("Users of this procurement system may change it, and the price with it. Send 1 × the total."),
    ),
    Explanation(
        Rule.LONGTEXT_LOST,
        _("The line has a long text."),
        _("This procurement system does not find it again. Put what matters into another field."),
    ),
)

EXPLANATIONS: Mapping[Rule, Explanation] = MappingProxyType(
    {explanation.rule: explanation for explanation in (*FORM, *LINE, *FIELD)}
)


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding in the words of the active language."""

    severity: str
    place: str
    what: str
    why: str
    rule: str


def explain(finding: Finding) -> Explained:
    explanation = EXPLANATIONS[finding.rule]
    return Explained(
        severity=str(Severity(finding.level).label),
        place=_place(finding),
        what=str(explanation.what) % {"detail": finding.detail},
        why=str(explanation.why),
        rule=finding.rule.value,
    )


def _place(finding: Finding) -> str:
    if not finding.line:
        return gettext("the form")
    names = {"line": finding.line, "field": finding.field}
    if finding.field:
        return gettext("line %(line)d, %(field)s") % names
    return gettext("line %(line)d") % names
