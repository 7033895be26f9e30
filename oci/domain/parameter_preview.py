"""The parameters of a call as a connection would read them, shown while it is being set up. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from oci.domain.cart_rules import find_cart_rules, read_tables
from oci.domain.entry_errors import EntryError
from oci.domain.masking import HIDDEN, KNOWN
from oci.domain.parameters import Fed, choose_language, feed, read_parameters, show
from oci.domain.queries import Door
from oci.domain.sample import OWN
from oci.enums import Feeds
from oci.models import Connection, Credential, ParameterMapping
from oci.placeholders import PARAMETER
from oci.problems import find_problem
from oci.protocol.call import Call, build_query, parse_call
from oci.protocol.errors import CallError
from oci.protocol.languages import LANGUAGE_PARAMETERS
from oci.protocol.signature import SIGNATURE
from oci.secret_names import is_credential
from reservations.models import ExtraField
from tenants.workspace.models import Profile

SAMPLES = {
    Feeds.REQUESTER_EMAIL: "jan.de.vries@example.com",
    Feeds.REQUESTER_NAME: "Jan de Vries",
    Feeds.DRIVER_EMAIL: "anna.jansen@example.com",
    Feeds.DRIVER_NAME: "Anna Jansen",
    Feeds.DRIVER_PHONE: "+31 6 12345678",
    Feeds.LANGUAGE: "EN",
}


class LineError(Exception):
    """A line is no parameter. The message says which."""


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """One parameter, in words of the active language.

    Attributes:
        name: As it came, or as it is mapped where it did not come.
        came: Its value; hidden for a proof.
        feeds: What it is used for.
        value: What is stored, after the value table.
        seen: What the employee sees of it, in the employee's language.
        problem: Why the call would be refused because of it, or "".
    """

    name: str
    came: str
    feeds: str
    value: str = ""
    seen: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ParameterPreview:
    """`problem` says why such a call would be refused; `language` is the name of that of the pages."""

    lines: tuple[ParameterLine, ...] = ()
    language: str = ""
    problem: str = ""


def sample_parameters(*, connection: Connection) -> str:
    """A call that has what `connection` asks for, `name=value` per line. Four statements at most."""
    door = _door(connection)
    lines = {mapping.parameter: _sample(mapping, door) for mapping in door.mappings}
    mapped = {name.casefold() for name in lines}
    lines |= {name: OWN for name in door.cart_parameters if name.casefold() not in mapped}
    return "\n".join(f"{name}={value}" for name, value in lines.items() if not _is_proof(name, door))


def preview_parameters(*, connection: Connection, text: str) -> ParameterPreview:
    """What `connection` as it stands, saved or not, makes of `text`, which has `name=value` per line.

    A fixed number of statements.
    """
    door = _door(connection)
    try:
        call = parse_call(build_query(_pairs(text)))
    except (CallError, LineError) as error:
        return ParameterPreview(problem=_why(error))
    language = choose_language(call, door)
    problem = ""
    try:
        read_parameters(door=door, call=call, language=language)
    except (EntryError, CallError) as error:
        problem = _why(error)
    keys = [mapping.key for mapping in door.mappings if mapping.feeds == Feeds.FIELD]
    questions = {one.key: one for one in ExtraField.objects.filter(is_active=True, key__in=keys)}
    return ParameterPreview(
        tuple(_Reader(door, call, language, questions).lines()),
        str(dict(settings.LANGUAGES)[language]),
        problem,
    )


def _door(connection: Connection) -> Door:
    """What `find_door` would read of the connection, but for what proves a call."""
    mappings = tuple(connection.mappings.all())
    secret = Credential.objects.filter(connection=connection.pk).values_list(
        "username_parameter", "password_parameter"
    )
    repeated = (name for rule in find_cart_rules(connection).fields for name in rule.names)
    return Door(
        connection=connection,
        credentials=(),
        signing_keys=(),
        secret_parameters=(SIGNATURE, *(name for names in secret for name in names)),
        mappings=mappings,
        tables=read_tables(mapping.table_id for mapping in mappings),
        cart_parameters=tuple(
            dict.fromkeys(name.removeprefix(PARAMETER) for name in repeated if name.startswith(PARAMETER))
        ),
        sensitive_keys=frozenset(),
        return_rules=(),
        default_language=Profile.load().default_language,
    )


def _sample(mapping: ParameterMapping, door: Door) -> str:
    """A value that is in the mapping's table, or one that looks as it should."""
    table = door.tables.get(mapping.table_id or 0)
    theirs = (theirs for theirs, ours in table.pairs if ours) if table else ()
    return next(iter(theirs), SAMPLES.get(Feeds(mapping.feeds), OWN))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        name, mark, value = line.strip().partition("=")
        if line.strip() and not (name.strip() and mark):
            raise LineError(_("Line %(line)d: write name=value.") % {"line": number})
        if line.strip():
            yield name.strip(), value.strip()


def _why(error: EntryError | CallError | LineError) -> str:
    """The refusal as the page of the problem says it, with its code."""
    if isinstance(error, LineError):
        return str(error)
    problem = find_problem(error.code)
    words = (problem.title, problem.cause, problem.tell(error.facts))
    return " ".join((*(f"{str(one).rstrip('.')}." for one in words if one), f"({error.code})"))


@dataclass(frozen=True, slots=True)
class _Reader:
    """A call at a connection's door. `questions` are the customer's own, by key; `language` is the employee's."""

    door: Door
    call: Call
    language: str
    questions: Mapping[str, ExtraField]

    def lines(self) -> Iterator[ParameterLine]:
        """The parameters in the order in which they came, then those that are mapped and did not come."""
        mapped = {mapping.parameter.casefold(): mapping for mapping in self.door.mappings}
        names = {one.name.casefold(): one.name for one in self.call.parameters}
        names |= {name: mapping.parameter for name, mapping in mapped.items() if name not in names}
        for folded, name in names.items():
            if folded in mapped and not is_credential(name):
                yield self._mapped(name, mapped[folded])
            else:
                came = HIDDEN if _is_proof(name, self.door) else self.call.value(name)
                yield ParameterLine(name, came, _use(name, self.door))

    def _mapped(self, name: str, mapping: ParameterMapping) -> ParameterLine:
        came, feeds = self.call.value(name), str(Feeds(mapping.feeds).label)
        if mapping.feeds == Feeds.FIELD:
            feeds = f"{feeds}: {mapping.key}"
        try:
            fed = feed(mapping, self.door, self.call)
        except (EntryError, CallError) as error:
            return ParameterLine(name, came, feeds, problem=_why(error))
        return ParameterLine(name, came, feeds, fed.value, self._seen(fed) if fed.value else "")

    def _seen(self, fed: Fed) -> str:
        question = self.questions.get(fed.mapping.key) if fed.mapping.feeds == Feeds.FIELD else None
        with translation.override(self.language):
            shown = show(fed)
            asked = question.label if question else ""
        if question:
            sent = question.get_sent_display()
            return _("the answer to “%(question)s”, which %(sent)s") % {"question": asked, "sent": sent}
        if fed.mapping.feeds in (Feeds.REQUESTER_NAME, Feeds.REQUESTER_EMAIL):
            return _("%(value)s, as the person who asks") % {"value": fed.value}
        if fed.mapping.feeds == Feeds.LANGUAGE:
            return _("the language of the pages")
        return f"{shown['label']}: {shown['value']}" if shown else ""


def _is_proof(name: str, door: Door) -> bool:
    secret = {one.casefold() for one in door.secret_parameters}
    return name.casefold() in secret or is_credential(name)


def _use(name: str, door: Door) -> str:
    """What becomes of a parameter that is not mapped."""
    if _is_proof(name, door):
        return _("the proof of the call; it is never kept")
    connection = door.connection
    uses = (
        ((connection.hook_url_parameter,), _("the address to return to")),
        ((connection.cancel_parameter,), _("the address to go to without booking")),
        (door.cart_parameters, _("a field of the cart")),
        (LANGUAGE_PARAMETERS, _("the language of the pages")),
        (KNOWN, _("a name of OCI")),
    )
    for names, words in uses:
        if name.casefold() in {one.casefold() for one in names}:
            return words
    return _("nothing: it is dropped")
