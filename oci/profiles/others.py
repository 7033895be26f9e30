"""IFS Cloud, Odoo, Dolibarr and Basware."""

from __future__ import annotations

from types import MappingProxyType

from oci.protocol.limits import CART_VARIABLES
from oci.protocol.rules import Level, Rule

from .profile import (
    PRODUCT_DETAILS,
    REQUESTER,
    BuyerCall,
    Profile,
    Receiver,
    SuggestedField,
    SuggestedParameter,
    options,
)

# Its makers' documentation: one address that holds everything, credentials too, with HOOK_URL last and the visit in
# HOOK_URL's query. Lines need quantity, price and currency; parts need description and article number as well, and
# the number is turned into capital letters.
IFS_CLOUD = Profile(
    code="ifs_cloud",
    name="IFS Cloud",
    options=options(method="get", required_fields="PRICE CURRENCY DESCRIPTION VENDORMAT"),
    parameters=(
        *REQUESTER,
        SuggestedParameter("ACCOUNT_CODE", "field"),
        SuggestedParameter("AGREEMENT_NO", "field"),
    ),
    call=BuyerCall(
        method="GET",
        parameters=(
            ("OCIVERSION", "4.0"),
            ("SENDERID", "FLEXFLEET"),
            ("NEW_ITEM-VENDOR", "100042"),
            ("ACCOUNT_CODE", ""),
            ("AGREEMENT_NO", ""),
        ),
        hook_url="{origin}/punchout/return?uniqueid={token}",
        cancel_parameter="OCICANCEL",
    ),
    receiver=Receiver(capitals=("VENDORMAT",), needs=("PRICE", "CURRENCY", "DESCRIPTION", "VENDORMAT")),
)

# The community's module, in its source: reads lines until one is missing; fails as a whole without description,
# price or article number; makes a product of each article number that it does not know, named by the description.
# Price unit, unit and currency are not read, so 100 units for 50 would be 50 for each.
ODOO = Profile(
    code="odoo",
    name="Odoo",
    options=options(required_fields="DESCRIPTION PRICE VENDORMAT"),
    # One product for each class, and not one that is called "3 days from 01-12-2026" for ever.
    cart_fields=(SuggestedField("DESCRIPTION", "value", "class.name", cut_after=40),),
    spellings=(PRODUCT_DETAILS,),
    levels=MappingProxyType({Rule.PRICE_UNIT_NOT_ONE: Level.ERROR, Rule.ARTICLE_NEW: Level.WARNING}),
    call=BuyerCall(parameters=(), hook_url="{origin}/edi_punchout/return/{token}"),
    receiver=Receiver(
        stops_at_gap=True,
        ignores=("UNIT", "PRICEUNIT", "CURRENCY", "EXT_QUOTE_ID", "EXT_QUOTE_ITEM", "EXT_PRODUCT_ID"),
        needs=("DESCRIPTION", "PRICE", "VENDORMAT"),
    ),
)

# PHP reads 1,000 fields of a form and takes a name with empty brackets apart. Seen: equal lines become one, a price
# of 0 is refused, and HOOK_URL takes one post.
DOLIBARR = Profile(
    code="dolibarr",
    name="Dolibarr",
    options=options(vendor_material="class_and_reference", unpriced="cent"),
    # It would be lost, so nobody should rely on it.
    cart_fields=(SuggestedField("LONGTEXT", "nothing"),),
    spellings=(PRODUCT_DETAILS,),
    levels=MappingProxyType(
        {
            Rule.PRICE_ZERO: Level.ERROR,
            Rule.LINES_EQUAL: Level.ERROR,
            Rule.ARTICLE_SHARED: Level.WARNING,
            Rule.LONGTEXT_LOST: Level.WARNING,
        }
    ),
    call=BuyerCall(parameters=(), hook_url="{origin}/custom/oci/return.php?token={token}"),
    receiver=Receiver(
        largest_form=CART_VARIABLES,
        loses_long_text=True,
        merges_by=("VENDORMAT", "DESCRIPTION", "PRICE"),
        refuses_zero=True,
        takes_once=True,
    ),
)

# Its makers' help: the HTML variant of OCI only, by GET or POST, with BACKGROUND_SEARCH. Whether prices are net is
# set there; ours are.
BASWARE = Profile(code="basware", name="Basware")
