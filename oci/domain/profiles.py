"""Setting a connection up for a buyer's system that we know.

Options are set; parameters and fields of the cart that are worth having are added where nothing stands yet. What the
account manager made is never removed, and status, credentials, return addresses, address and name are never touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import BooleanField, Field
from django.template.defaultfilters import yesno
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from oci.enums import Feeds, Source
from oci.models import CartField, Connection, ParameterMapping
from oci.models.connection import GENERIC
from oci.profiles import PROFILES, Profile, SuggestedField, SuggestedParameter
from oci.profiles.profile import Option

# Without these no call can succeed (`find_missing` asks for them), so whoever maps them requires them.
REQUIRED = (Feeds.REQUESTER_EMAIL, Feeds.REQUESTER_NAME)


@dataclass(frozen=True, slots=True)
class Change:
    """What a profile would change, in words of the active language; "" is nothing."""

    what: str
    old: str
    new: str


def profile_of(connection: Connection) -> Profile:
    """The profile of a connection; the generic one for a code that is not known (any more)."""
    return PROFILES.get(connection.profile, PROFILES[GENERIC])


def changes(*, connection: Connection, profile: Profile) -> tuple[Change, ...]:
    """What `apply_profile` would change, and nothing else. Two statements."""
    return (
        *(
            Change(label_of(name), show_option(name, getattr(connection, name)), show_option(name, value))
            for name, value in _options_to_set(connection, profile)
        ),
        *(
            Change(
                _("parameter %(name)s") % {"name": one.name},
                "",
                str(Feeds(one.feeds).label),
            )
            for one in _parameters_to_add(connection, profile)
        ),
        *(
            Change(
                _("field of the cart %(name)s") % {"name": one.field},
                "",
                one.source or str(Source(one.kind).label),
            )
            for one in _fields_to_add(connection, profile)
        ),
    )


def apply_profile(*, connection: Connection, profile: Profile) -> tuple[Change, ...]:
    """Set a stored connection up for a buyer's system. Returns what that changed; a second time that is nothing."""
    with transaction.atomic():
        locked = Connection.objects.select_for_update().get(pk=connection.pk)
        made = changes(connection=locked, profile=profile)
        to_set = dict(_options_to_set(locked, profile))
        ParameterMapping.objects.bulk_create(
            ParameterMapping(
                connection_id=locked.pk,
                parameter=one.name,
                feeds=one.feeds,
                required=one.feeds in REQUIRED,
            )
            for one in _parameters_to_add(locked, profile)
        )
        CartField.objects.bulk_create(
            CartField(
                connection_id=locked.pk,
                field=one.field,
                kind=one.kind,
                source=one.source,
                lines=one.lines,
                cut_after=one.cut_after,
            )
            for one in _fields_to_add(locked, profile)
        )
        Connection.objects.filter(pk=locked.pk).update(**to_set)
    for name, value in to_set.items():
        setattr(connection, name, value)
    return made


def label_of(name: str) -> str:
    """What a form calls an option."""
    return capfirst(str(_field(name).verbose_name))


def show_option(name: str, value: Option) -> str:
    """An option as a form shows it."""
    if name == "profile":
        return PROFILES[str(value)].name if value in PROFILES else str(value)
    field = _field(name)
    if isinstance(field, BooleanField):
        return str(yesno(bool(value)))
    return str(dict(field.flatchoices).get(value, value))


def _options_to_set(connection: Connection, profile: Profile) -> Iterator[tuple[str, Option]]:
    for name, value in {"profile": profile.code, **profile.options}.items():
        if getattr(connection, name) != value:
            yield name, value


def _parameters_to_add(connection: Connection, profile: Profile) -> list[SuggestedParameter]:
    """Those whose name is not mapped, and whose purpose nothing else serves."""
    there = list(ParameterMapping.objects.filter(connection=connection.pk).values_list("parameter", "feeds"))
    names = {parameter.casefold() for parameter, _feeds in there}
    fed = {feeds for _parameter, feeds in there if feeds != Feeds.FIELD}
    return [one for one in profile.parameters if one.name.casefold() not in names and one.feeds not in fed]


def _fields_to_add(connection: Connection, profile: Profile) -> list[SuggestedField]:
    """Those for which there is no rule at all: one for some lines only is somebody's decision too."""
    there = set(CartField.objects.filter(connection=connection.pk).values_list("field", flat=True))
    return [one for one in profile.cart_fields if one.field not in there]


def _field(name: str) -> Field[object, object]:
    field = Connection._meta.get_field(name)
    assert isinstance(field, Field)
    return field
