"""Who calls: the proof that a call carries, by password or by signature, as the connection asks."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta

from oci.domain.credentials import find_credential
from oci.domain.entry_errors import EntryError
from oci.domain.queries import Door
from oci.domain.signing import derive_secret
from oci.enums import Proof
from oci.models import Credential, SigningKey
from oci.protocol.call import Call, read_as
from oci.protocol.errors import SignatureWrong
from oci.protocol.signature import KEY, SIGNATURE, check_expiry, is_signed

# When it was last used is wanted to the hour. To the second would be one more write per call.
NOTED_EVERY = timedelta(hours=1)


# What a call has proved itself by. Whoever asks for one is never called without it.
Proven = Credential | SigningKey


class CredentialsWrongError(EntryError):
    """The user name, the secret or both are not right, or no longer; which of them is not told."""

    code = "CREDENTIALS_WRONG"


def identify_buyer(*, door: Door, call: Call, now: datetime) -> Proven:
    """What `call` proves itself by. Where either is agreed, a call with a signature is held to it.

    Raises:
        CredentialsWrongError, SignatureError: If it does not prove itself.
    """
    proof = Proof(door.connection.proof)
    if proof is Proof.EITHER:
        proof = Proof.SIGNATURE if call.value(SIGNATURE) else Proof.PASSWORD
    return PROOFS[proof](door, call, now)


def note_use(*, proof: Proven, now: datetime) -> None:
    """Remember that a credential or a key was used, to the hour."""
    if proof.last_used_at is None or proof.last_used_at <= now - NOTED_EVERY:
        type(proof).objects.filter(pk=proof.pk).update(last_used_at=now)


def _check_password(door: Door, call: Call, now: datetime) -> Credential:
    credential = find_credential(door.credentials, call)
    if credential is None:
        raise CredentialsWrongError("user name or password wrong, or no longer valid")
    return credential


def _check_link(door: Door, call: Call, now: datetime) -> SigningKey:
    """A key that nobody made has a secret as well, so it costs what a wrong signature costs and is told from it by
    neither answer nor time. Only who has signed rightly learns that the link is too old, or is read in another charset
    than it was signed in. It is not let in then: the cart would go back in that charset, too.
    """
    given = call.value(KEY)
    named = None
    for key in door.signing_keys:
        if hmac.compare_digest(key.key_id.encode(), given.encode("utf-8", "surrogatepass")):
            named = key
    secret = derive_secret(given)
    if not is_signed(call, secret=secret):
        again = read_as(call, "UTF-8")
        is_right = again is not None and is_signed(again, secret=secret)
        raise SignatureWrong(again.charset if again and is_right and named else "")
    if named is None:
        raise SignatureWrong
    check_expiry(call, now=int(now.timestamp()))
    return named


PROOFS: dict[Proof, Callable[[Door, Call, datetime], Proven]] = {
    Proof.PASSWORD: _check_password,
    Proof.SIGNATURE: _check_link,
}
