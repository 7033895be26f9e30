from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from oci.domain.credentials import create_credential
from oci.domain.entry_errors import EntryError
from oci.domain.proof import CredentialsWrongError, Proven, identify_buyer, note_use
from oci.domain.queries import find_door
from oci.domain.rotation import end_proof
from oci.domain.signing import Created, create_key
from oci.enums import Proof
from oci.models import SigningKey
from oci.protocol.call import build_query, parse_call
from oci.protocol.errors import CallError, LinkExpired, LinkExpiryUnusable, SignatureWrong
from oci.protocol.signature import sign_call
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import NOW, Buyer, make_buyer

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def identify(buyer: Buyer, query: str, *, charset: str = "UTF-8", now: datetime = NOW) -> Proven:
    door = find_door(slug=buyer.connection.slug, now=now)
    assert door is not None
    return identify_buyer(door=door, call=parse_call(query, charset=charset), now=now)


def link(
    buyer: Buyer,
    created: Created,
    *,
    expires: datetime = NOW + 5 * MINUTE,
    changes: dict[str, str] | None = None,
    secret: str = "",
) -> str:
    """The query of a start link that is signed rightly, and then changed."""
    plain = {name: value for name, value in buyer.parameters.items() if name not in ("USERNAME", "PASSWORD")}
    signed = sign_call(
        plain.items(),
        key_id=created.key.key_id,
        secret=secret or created.secret,
        expires=int(expires.timestamp()),
    )
    return build_query({**dict(signed), **(changes or {})}.items())


def test_wrong_user_and_wrong_password_get_the_same_answer(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()

        with pytest.raises(CredentialsWrongError) as wrong_user:
            buyer.open({"USERNAME": "nobody"})
        with pytest.raises(CredentialsWrongError) as wrong_password:
            buyer.open({"PASSWORD": "wrong"})

        assert str(wrong_user.value) == str(wrong_password.value)


def test_credentials_rotate_with_an_overlap(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        newer = create_credential(connection=buyer.connection, username="shop", now=NOW)

        buyer.open()
        buyer.open({"PASSWORD": newer.secret})
        end_proof(proof=buyer.connection.credentials.exclude(pk=newer.credential.pk).get(), until=NOW)

        buyer.open({"PASSWORD": newer.secret})
        with pytest.raises(CredentialsWrongError):
            buyer.open()


def test_the_use_of_a_credential_is_noted_by_the_hour(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        credential = buyer.connection.credentials.get()

        for minutes, noted in [(0, 0), (59, 0), (60, 60)]:
            buyer.open(now=NOW + timedelta(minutes=minutes))

            credential.refresh_from_db()
            assert credential.last_used_at == NOW + timedelta(minutes=noted)


def test_a_signed_link_proves_itself_by_its_key(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        elsewhere = create_key(connection=make_buyer(proof=Proof.SIGNATURE).connection, now=NOW)
    with use_customer(acme):
        buyer = make_buyer(proof=Proof.SIGNATURE)
        older, newer = (create_key(connection=buyer.connection, now=NOW) for _key in range(2))

        found = [identify(buyer, link(buyer, created)) for created in (older, newer)]

        assert found == [older.key, newer.key]
        with pytest.raises(SignatureWrong):
            identify(buyer, link(buyer, elsewhere))


def test_what_is_wrong_with_a_signature_is_not_told(acme: Customer) -> None:
    with use_customer(acme):
        buyer, other = (make_buyer(slug=slug, proof=Proof.SIGNATURE) for slug in ("srm", "other"))
        ended, mine, theirs = (
            create_key(connection=connection, now=NOW - MINUTE)
            for connection in (buyer.connection, buyer.connection, other.connection)
        )
        end_proof(proof=ended.key, until=NOW)
        nobodys = Created(SigningKey(key_id="0123456789abcdef"), "x" * 64)
        late = NOW - timedelta(days=1)
        wrong = [
            link(buyer, mine, secret="x" * 64),
            link(buyer, mine, changes={"HOOK_URL": "https://erp.example/oci/other"}),
            link(buyer, mine, changes={"FF_SIGNATURE": ""}),
            link(buyer, mine, changes={"FF_KEY": "é"}),
            link(buyer, mine, secret="x" * 64, expires=late),
            link(buyer, nobodys),
            link(buyer, ended),
            link(buyer, ended, expires=late),
            link(buyer, theirs),
            buyer.query(),
            "",
        ]

        messages = set()
        for query in wrong:
            with pytest.raises(SignatureWrong) as caught:
                identify(buyer, query)
            messages.add(str(caught.value))

        assert len(messages) == 1


def test_only_a_rightly_signed_link_is_told_that_it_is_read_in_another_charset(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(proof=Proof.SIGNATURE)
        mine, ended = (create_key(connection=buyer.connection, now=NOW - MINUTE) for _key in range(2))
        end_proof(proof=ended.key, until=NOW)
        buyer.parameters["oci_userfullname"] = "Á José"
        links = [
            link(buyer, mine),
            link(buyer, mine, secret="x" * 64),
            link(buyer, ended),
            link(buyer, mine, changes={"http_content_charset": "ISO-8859-1"}),
            link(buyer, mine, changes={"a": "b"}),
        ]

        told = []
        for query in links:
            with pytest.raises(SignatureWrong) as caught:
                identify(buyer, query, charset="ISO-8859-1")
            told.append(dict(caught.value.facts))

        assert told == [{"charset": "UTF-8"}, {}, {}, {}, {}]
        buyer.parameters["http_content_charset"] = "UTF-8"
        assert identify(buyer, link(buyer, mine), charset="ISO-8859-1") == mine.key


def test_only_a_rightly_signed_link_is_told_that_it_is_too_old(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(proof=Proof.SIGNATURE)
        created = create_key(connection=buyer.connection, now=NOW)

        identify(buyer, link(buyer, created, expires=NOW + 15 * MINUTE))
        identify(buyer, link(buyer, created), now=NOW + 5 * MINUTE)
        with pytest.raises(LinkExpired):
            identify(buyer, link(buyer, created), now=NOW + 6 * MINUTE)
        with pytest.raises(LinkExpiryUnusable):
            identify(buyer, link(buyer, created, expires=NOW + 17 * MINUTE))


@pytest.mark.parametrize(
    ("proof", "by_password", "by_link", "by_neither", "by_both"),
    [
        (Proof.PASSWORD, None, CredentialsWrongError, CredentialsWrongError, None),
        (Proof.SIGNATURE, SignatureWrong, None, SignatureWrong, SignatureWrong),
        # With a signature, the signature counts.
        (Proof.EITHER, None, None, CredentialsWrongError, SignatureWrong),
    ],
)
def test_the_connection_says_which_proof_counts(
    acme: Customer,
    proof: Proof,
    by_password: type[Exception] | None,
    by_link: type[Exception] | None,
    by_neither: type[Exception] | None,
    by_both: type[Exception] | None,
) -> None:
    def outcome(query: str) -> type[Exception] | None:
        try:
            identify(buyer, query)
        except (EntryError, CallError) as error:
            return type(error)
        return None

    with use_customer(acme):
        buyer = make_buyer(proof=proof)
        signed = link(buyer, create_key(connection=buyer.connection, now=NOW))
        neither = buyer.query({"PASSWORD": "wrong"})
        unsigned_password = f"{signed}&{buyer.query()}"

        outcomes = [outcome(query) for query in (buyer.query(), signed, neither, unsigned_password)]

    assert outcomes == [by_password, by_link, by_neither, by_both]


def test_the_use_of_a_key_is_noted_by_the_hour(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(proof=Proof.SIGNATURE)
        created = create_key(connection=buyer.connection, now=NOW)

        for minutes, noted in [(0, 0), (59, 0), (60, 60)]:
            now = NOW + minutes * MINUTE
            note_use(proof=identify(buyer, link(buyer, created, expires=now), now=now), now=now)

            created.key.refresh_from_db()
            assert created.key.last_used_at == NOW + noted * MINUTE
