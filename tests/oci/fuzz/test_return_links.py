"""The link that repeats a return, with codes that are right, another visit's, and nothing of the kind."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from oci.domain.return_links import create_return_link
from oci.models import ReturnLink
from tenants.context import use_customer
from tests.oci.fuzz import hostile
from tests.oci.fuzz.ground import Ground, depth, encode, fuzz
from tests.oci.returns import make_registered

pytestmark = pytest.mark.django_db

DOORS = ("again", "again/returned")


@depth(25, 300)
def test_a_return_link_is_good_once_or_refused(ground: Ground, examples: int) -> None:
    now = timezone.now()
    with use_customer(ground.customer):
        punch_out = make_registered(ground.buyer).punch_out
        code = create_return_link(punch_out=punch_out, now=now).token
    with use_customer(ground.other):
        foreign = create_return_link(punch_out=make_registered(slug="other").punch_out, now=now).token

    @fuzz(examples)
    @given(
        steps=st.lists(
            st.tuples(
                st.sampled_from(DOORS),
                st.sampled_from(("GET", "POST", "POST")) | hostile.methods,
                st.just(code) | st.just(foreign) | hostile.texts,
                st.just(punch_out.public_id) | st.uuids() | st.just(uuid4()),
            ),
            min_size=1,
            max_size=4,
        )
    )
    def answers(steps: list[tuple[str, str, str, object]]) -> None:
        sent = 0
        with ground.example() as client:
            for door, method, given_code, public_id in steps:
                asked = encode([("code", given_code)])
                response = ground.send(
                    client,
                    f"/p/{public_id}/{door}/",
                    method=method,
                    query=asked,
                    body=b"" if method == "GET" else asked,
                )
                sent += b"NEW_ITEM-DESCRIPTION[1]" in response.content
                if given_code != code or public_id != punch_out.public_id:
                    assert response.status_code in {302, 400, 403, 404, 405, 410}
            with use_customer(ground.customer):
                used = ReturnLink.objects.filter(used_at__isnull=False).count()
        assert sent <= 1
        assert sent == used

    answers()
