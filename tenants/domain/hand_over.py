"""The way from the console to a customer's host: a token that is good once, for seconds, for one person and place."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from wagtail.users.models import UserProfile

from tenants.context import current_customer, use_customer
from tenants.domain.access import role_for
from tenants.models import Customer, HandOver, StaffMember
from tenants.roles import Role
from tenants.workspace.models import User

LIFETIME = timedelta(seconds=30)
PREFERENCES = (
    "preferred_language",
    "current_time_zone",
    "theme",
    "contrast",
    "density",
    "keyboard_shortcuts",
)


class HandOverError(Exception):
    """The way is closed."""


class NoRoleError(HandOverError):
    """This staff member has no role at the customer. An administrator can give one."""


class TokenRefusedError(HandOverError):
    """Unknown, spent, too old, or for another customer. Starting again at the console helps."""


def issue_token(*, staff: StaffMember, customer: Customer, now: datetime) -> str:
    """A token that opens `customer` for `staff` until `now` + 30 s.

    Raises:
        NoRoleError: the staff member may not enter.
    """
    if role_for(staff_id=staff.pk, customer=customer) is None:
        raise NoRoleError
    token = secrets.token_urlsafe(32)
    HandOver.objects.filter(expires_at__lt=now).delete()
    HandOver.objects.create(
        token_hash=_hash(token), staff=staff, customer=customer, expires_at=now + LIFETIME
    )
    return token


def redeem_token(*, token: str, now: datetime) -> User:
    """Spend a token in the active customer's schema; returns the staff member's mirror, brought up to date.

    Raises:
        TokenRefusedError: see there; it stays unspent if it is for another customer.
        NoRoleError: the role was taken away since the token was issued.
    """
    here = current_customer()
    with transaction.atomic():
        hand_over = (
            HandOver.objects.select_for_update(of=("self",))
            .select_related("staff")
            .filter(token_hash=_hash(token), customer=here, expires_at__gt=now)
            .first()
        )
        if hand_over is None:
            raise TokenRefusedError
        hand_over.delete()
        role = role_for(staff_id=hand_over.staff.pk, customer=here)
        if role is None:
            raise NoRoleError
        user = mirror(hand_over.staff, role=role)
        _bring_preferences(user)
        return user


def mirror(staff: StaffMember, *, role: Role) -> User:
    """The staff member's row in the active schema, with today's name, address and role; made if there is none."""
    # A mirror whose owner has another address by now must not stand in the way of the address's new owner.
    User.objects.filter(email__iexact=staff.email).exclude(staff_id=staff.pk).update(
        email=Concat(Cast("staff_id", CharField()), Value("@former.invalid"))
    )
    user = User.objects.filter(staff_id=staff.pk).first() or User(staff_id=staff.pk)
    if user._state.adding:
        user.set_unusable_password()
    user.email, user.name, user.role, user.is_active = staff.email, staff.name, role, True
    user.save()
    return user


def _bring_preferences(user: User) -> None:
    """Language, time zone and theme as chosen at the console, where the mirror has none of its own yet."""
    if UserProfile.objects.filter(user=user).exists():
        return
    with use_customer(Customer.objects.get(kind=Customer.Kind.CONSOLE)):
        chosen = UserProfile.objects.filter(user__staff_id=user.staff_id).values(*PREFERENCES).first()
    if chosen:
        UserProfile.objects.create(user=user, **chosen)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
