from __future__ import annotations

import pytest

from oci.protocol.call import Control
from oci.protocol.cart import Cart, Item
from oci.protocol.hook_url import parse_hook_url
from oci.protocol.return_form import (
    Returned,
    ReturnForm,
    build_return_form,
    choose_target,
    parse_returned,
)

HOOK_URL = parse_hook_url("https://erp.example/in?session=1&x=ü")
CART = Cart((Item.of({"MATNR": "1", "QUANTITY": "1"}),))


@pytest.mark.parametrize(
    ("wanted", "default", "target"),
    [
        ("", "_top", "_top"),
        ("", "_parent", "_parent"),
        ("", "", "_top"),
        ("basket", "_top", "basket"),
        ("_PARENT", "_top", "_parent"),
        # Traps.
        ("_self", "_top", "_top"),
        ("_blank", "_parent", "_parent"),
        ("_new", "_top", "_top"),
        ("_self", "_self", "_top"),
        ('x" onclick="', "_top", "_top"),
        ("x" * 65, "_top", "_top"),
    ],
)
def test_choose_target_avoids_traps(wanted: str, default: str, target: str) -> None:
    assert choose_target(wanted, default) == target


def test_build_return_form_keeps_the_hook_url_and_echoes_control_fields() -> None:
    form = build_return_form(
        hook_url=HOOK_URL,
        cart=CART,
        control=Control(ok_code="ADDI", caller="CTLG"),
        charset="UTF-8",
        auto_submit=True,
    )

    assert form == ReturnForm(
        action="https://erp.example/in?session=1&x=ü",
        target="_top",
        charset="UTF-8",
        fields=(
            ("~OkCode", "ADDI"),
            ("~CALLER", "CTLG"),
            ("NEW_ITEM-MATNR[1]", "1"),
            ("NEW_ITEM-QUANTITY[1]", "1"),
        ),
        auto_submit=True,
    )


def test_build_return_form_never_submits_itself_to_sap_gui() -> None:
    form = build_return_form(
        hook_url=parse_hook_url("SAPEVENT:POST", allow_sap_event=True),
        cart=CART,
        control=Control(),
        charset="ISO-8859-1",
        auto_submit=True,
    )

    assert (form.action, form.auto_submit) == ("SAPEVENT:POST", False)


def test_build_return_form_moves_the_query_into_fields_where_wanted() -> None:
    form = build_return_form(
        hook_url=parse_hook_url("https://erp.example/in?session=1&x=y%20z"),
        cart=CART,
        control=Control(ok_code="ADDI"),
        charset="UTF-8",
        splits_query=True,
    )

    assert form.action == "https://erp.example/in"
    assert form.fields[:3] == (("session", "1"), ("x", "y z"), ("~OkCode", "ADDI"))


def test_return_form_round_trips() -> None:
    control = Control(ok_code="ADDI", target="_top", caller="CTLG")
    form = build_return_form(hook_url=HOOK_URL, cart=CART, control=control, charset="UTF-8")

    assert parse_returned(form.fields) == Returned(control, CART)
