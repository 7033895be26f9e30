"""Signed calls, with signatures that are right, nearly right, and nothing of the kind."""

from __future__ import annotations

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from oci.domain.signing import create_key
from oci.enums import Proof
from oci.models import Connection
from oci.protocol.signature import EXPIRES, KEY, SIGNATURE, sign_call
from tenants.context import use_customer
from tests.oci.fuzz import hostile
from tests.oci.fuzz.ground import Ground, depth, encode, fuzz

pytestmark = pytest.mark.django_db

OURS = ("USERNAME", "PASSWORD")


@depth(25, 400)
@pytest.mark.parametrize("proof", [Proof.SIGNATURE, Proof.EITHER])
def test_a_signed_call_is_answered_or_refused(ground: Ground, examples: int, proof: Proof) -> None:
    now = timezone.now()
    with use_customer(ground.customer):
        Connection.objects.filter(pk=ground.buyer.connection.pk).update(proof=proof)
        made = create_key(connection=ground.buyer.connection, now=now)
    unsigned = [pair for pair in ground.buyer.parameters.items() if pair[0] not in OURS]
    expires = int(now.timestamp()) + 300

    @fuzz(examples)
    @given(
        signed=st.lists(
            st.tuples(st.sampled_from(("costcentre", "wbs", "x")) | hostile.texts, hostile.texts), max_size=3
        ),
        broken=st.lists(
            st.tuples(
                st.sampled_from((KEY, EXPIRES, SIGNATURE, SIGNATURE.lower(), "ff_key", "oci_usermail")),
                st.sampled_from(hostile.NUMBERS) | hostile.texts,
            ),
            max_size=2,
        ),
        codec=st.just("utf-8") | hostile.codecs,
    )
    def answers(signed: list[tuple[str, str]], broken: list[tuple[str, str]], codec: str) -> None:
        call = sign_call([*signed, *unsigned], key_id=made.key.key_id, secret=made.secret, expires=expires)
        with ground.example() as client:
            response = ground.send(client, "/oci/srm/", body=encode([*call, *broken], codec))
        assert response.status_code in {303, 400, 403, 413}
        # The last counts, and it is not what was signed.
        if broken and not signed and codec == "utf-8":
            assert response.status_code != 303

    answers()


@depth(10, 200)
def test_a_call_that_is_signed_well_opens(ground: Ground, examples: int) -> None:
    now = timezone.now()
    with use_customer(ground.customer):
        Connection.objects.filter(pk=ground.buyer.connection.pk).update(proof=Proof.SIGNATURE)
        made = create_key(connection=ground.buyer.connection, now=now)
    unsigned = [pair for pair in ground.buyer.parameters.items() if pair[0] not in OURS]
    expires = int(now.timestamp()) + 300
    calm = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)

    @fuzz(examples)
    @given(
        more=st.lists(st.tuples(st.sampled_from(("x", "Straße", "a b")), calm), max_size=4),
        turned=st.booleans(),
    )
    def opens(more: list[tuple[str, str]], *, turned: bool) -> None:
        call = sign_call([*more, *unsigned], key_id=made.key.key_id, secret=made.secret, expires=expires)
        # The order of different names is nobody's business.
        sent = sorted(call, key=lambda pair: pair[0].casefold(), reverse=turned)
        with ground.example() as client:
            response = ground.send(client, "/oci/srm/", body=encode(sent))
        assert response.status_code == 303

    opens()
