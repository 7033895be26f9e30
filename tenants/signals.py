"""What other apps may react to."""

from __future__ import annotations

from django.dispatch import Signal

# Sent inside a new customer's schema and inside the transaction that makes it (argument: `customer`). Each app puts
# its working defaults there. A receiver may return a `dict[str, str]` of things to show once to whoever asked for
# the customer (a generated secret, an entry address); they are stored nowhere.
customer_provisioned = Signal()
