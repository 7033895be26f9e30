"""The form of a connection: three tabs, in the order in which a visit runs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from oci.admin.forms import ConnectionForm, NewConnectionForm
from oci.protocol.fields import FIELDS
from oci.value_names import LINE, PRICE, RENTAL, REQUEST

VALUE_GROUPS = (
    (_("The request"), REQUEST),
    (_("The rental"), RENTAL),
    (_("The price"), PRICE),
    (_("The line"), LINE),
)


def _suggesting(names: str) -> forms.TextInput:
    """A text field with suggestions from the list of that id in `oci/admin/cart_values.html`."""
    return forms.TextInput(attrs={"list": names, "autocomplete": "off"})


class CartValuesPanel(HelpPanel):
    """What a rule for a field may name, and suggestions while one types."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"groups": VALUE_GROUPS, "fields": FIELDS}


INBOUND = [
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]), FieldPanel("profile")],
        heading=_("The connection"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("method"), FieldPanel("charset")]),
            FieldRowPanel([FieldPanel("hook_url_parameter"), FieldPanel("cancel_parameter")]),
            FieldPanel("session_minutes"),
            FieldPanel("frame_origins"),
        ],
        heading=_("The call"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("proof"),
            FieldPanel("networks"),
            FieldRowPanel([FieldPanel("calls_per_minute"), FieldPanel("address_calls_per_minute")]),
        ],
        heading=_("Who may call"),
    ),
    InlinePanel(
        "mappings",
        heading=_("Parameters"),
        label=_("Parameter"),
        help_text=_("What the buyer's system sends, and what it feeds. Names are compared without case."),
        panels=[
            FieldRowPanel([FieldPanel("parameter"), FieldPanel("feeds")]),
            FieldRowPanel([FieldPanel("table"), FieldPanel("field_key")]),
            FieldRowPanel([FieldPanel("required"), FieldPanel("shown")]),
            FieldRowPanel([FieldPanel("label_nl"), FieldPanel("label_en")]),
            FieldRowPanel([FieldPanel("label_de"), FieldPanel("label_fr")]),
        ],
    ),
]

RETURN = [
    InlinePanel(
        "return_origins",
        heading=_("Return addresses"),
        label=_("Return address"),
        help_text=_("Where employees may be sent back to. What is not listed and accepted is refused."),
        panels=[
            FieldRowPanel([FieldPanel("origin"), FieldPanel("path_prefix")]),
            FieldPanel("accepted"),
        ],
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [FieldPanel("auto_submit"), FieldPanel("allow_http"), FieldPanel("allow_sap_event")]
            ),
            FieldRowPanel([FieldPanel("target"), FieldPanel("oci_version")]),
            FieldPanel("hook_query"),
            FieldPanel("cancel_rule"),
            FieldPanel("redirect_origins"),
        ],
        heading=_("The return"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("return_minutes"), FieldPanel("mails_return_link")]),
            FieldPanel("order_rule"),
        ],
        heading=_("After the return"),
    ),
]

CART = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("cart_lines"), FieldPanel("quantity_rule")]),
            FieldRowPanel([FieldPanel("unit"), FieldPanel("day_unit")]),
            FieldRowPanel([FieldPanel("vendor_number"), FieldPanel("material_group")]),
            FieldPanel("vendor_material"),
            FieldPanel("unpriced"),
            FieldPanel("required_fields"),
        ],
        heading=_("The shopping cart"),
    ),
    InlinePanel(
        "cart_fields",
        heading=_("Fields of the cart"),
        label=pgettext_lazy("cart", "Field"),
        help_text=_(
            "Each field that is to hold something else than it does by itself. A rule for the rental or for the "
            "charges goes before one for all lines."
        ),
        panels=[
            FieldRowPanel([FieldPanel("field", widget=_suggesting("cart-fields")), FieldPanel("lines")]),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("source", widget=_suggesting("cart-values"))]),
            FieldRowPanel([FieldPanel("table"), FieldPanel("cut_after"), FieldPanel("date_format")]),
            FieldRowPanel(
                [FieldPanel("number_format"), FieldPanel("upper_case"), FieldPanel("leave_out_empty")]
            ),
        ],
    ),
    CartValuesPanel(
        template="oci/admin/cart_values.html", heading=_("What a rule may name"), classname="collapsed"
    ),
]

CONNECTION = TabbedInterface(
    [
        ObjectList(INBOUND, heading=_("Inbound")),
        ObjectList(RETURN, heading=pgettext_lazy("cart", "Return")),
        ObjectList(CART, heading=_("Cart")),
    ],
    base_form_class=ConnectionForm,
)

NEW_CONNECTION = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("profile"), FieldPanel("name"), FieldPanel("slug")], heading=_("The connection")
        )
    ],
    base_form_class=NewConnectionForm,
)
