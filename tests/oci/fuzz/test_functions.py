"""The functions, asked for whatever a program may ask for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oci.fuzz import hostile
from tests.oci.fuzz.ground import Ground, depth, encode, fuzz

pytestmark = pytest.mark.django_db

FUNCTIONS = ("DETAIL", "VALIDATE", "BACKGROUND_SEARCH", "SOURCING", " validate ", "PRODUCTDETAILS")


@depth(40, 400)
@pytest.mark.parametrize("is_known", [True, False], ids=["known", "unknown"])
def test_a_function_is_answered_or_refused(ground: Ground, examples: int, *, is_known: bool) -> None:
    password = ground.buyer.secret if is_known else hostile.MARK

    @fuzz(examples)
    @given(
        function=st.sampled_from(FUNCTIONS) | hostile.texts,
        product=st.sampled_from(("CDMR", " CDMR", "cdmr", "GONE")) | hostile.values,
        quantity=st.sampled_from(hostile.NUMBERS) | hostile.texts,
        search=st.sampled_from(("golf", "%", "_", "\\", "a b c", "*")) | hostile.values,
        hook_url=st.none() | st.just("https://erp.example/oci?x=1") | st.sampled_from(hostile.ADDRESSES),
        more=st.lists(
            st.tuples(st.sampled_from(("VENDOR", "LANGUAGE", "returntarget", "~OkCode")), hostile.values)
        ),
        charset=st.none() | hostile.charsets,
    )
    def answers(
        function: str,
        product: str,
        quantity: str,
        search: str,
        hook_url: str | None,
        more: list[tuple[str, str]],
        charset: str | None,
    ) -> None:
        asked = [
            ("USERNAME", "shop"),
            ("PASSWORD", password),
            ("FUNCTION", function),
            ("PRODUCTID", product),
            ("QUANTITY", quantity),
            ("SEARCHSTRING", search),
            *more,
        ]
        asked += [("HOOK_URL", hook_url)] if hook_url is not None else []
        asked += [("http_content_charset", charset)] if charset is not None else []
        with ground.example() as client:
            response = ground.send(client, "/oci/srm/", body=encode(asked))
        assert response.status_code in (
            {200, 303, 400, 403, 404, 409, 413, 422} if is_known else {400, 403, 413}
        )
        assert not response.cookies

    answers()
