"""What the form of a connection posts."""

from __future__ import annotations

from typing import Any


def inline(prefix: str, *rows: dict[str, Any]) -> dict[str, Any]:
    """What an inline panel posts: text and numbers, hence `Any`."""
    form: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": 0,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        form |= {f"{prefix}-{number}-{field}": value for field, value in row.items()}
    return form


def connection_form(**changes: Any) -> dict[str, Any]:
    return {
        "name": "SRM production",
        "slug": "production",
        "profile": "sap_srm_7",
        "method": "post",
        "charset": "UTF-8",
        "hook_url_parameter": "MM_HOOK_URL",
        "session_minutes": 60,
        "frame_origins": "https://erp.example",
        "proof": "either",
        "networks": "203.0.113.0/24",
        "calls_per_minute": 300,
        "address_calls_per_minute": 30,
        "cancel_parameter": "OCICANCEL",
        "hook_query": "split",
        "cancel_rule": "empty_return",
        "redirect_origins": "https://sso.erp.example",
        "return_minutes": 20,
        "mails_return_link": "on",
        "order_rule": "wait",
        "cart_lines": "per_charge",
        "quantity_rule": "days",
        "required_fields": "VENDOR MATGROUP",
        "allow_sap_event": "on",
        "target": "_top",
        "oci_version": "4.0",
        "unit": "EA",
        "day_unit": "DAY",
        "vendor_number": "100042",
        "material_group": "78111",
        "vendor_material": "class_code",
        "unpriced": "zero",
        **inline("mappings", {"parameter": "mail", "feeds": "requester_email", "required": "on"}),
        **inline(
            "return_origins", {"origin": "HTTPS://ERP.example/", "path_prefix": "/oci/", "accepted": "on"}
        ),
        **inline("cart_fields", cart_field()),
        **changes,
    }


def cart_field(**changes: Any) -> dict[str, Any]:
    """A row of the inline panel for fields of the cart."""
    return {
        "field": "CUST_FIELD1",
        "lines": "all",
        "kind": "value",
        "source": "cost_centre",
        "date_format": "iso",
        "number_format": "point",
        "leave_out_empty": "on",
        **changes,
    }
