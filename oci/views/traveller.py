"""Of whom the customer's policies are asked: what the call said, and what has been answered since."""

from __future__ import annotations

from catalog.domain.policy import Traveller
from oci.forms.booking import BookingForm
from oci.views.frame import Visit
from reservations.domain.questions import with_answers


def traveller_of(visit: Visit, form: BookingForm) -> Traveller:
    """By name: the parameters that the cart repeats, then what the call fed, then the customer's own fields.

    An answer takes the place of what was sent under its key, as it does in the request.
    """
    call, answers = visit.punch_out, form.extra.checked.answers
    references = with_answers(call.references, questions=form.extra.questions, answers=answers)
    return Traveller(
        cost_centre=references.cost_centre,
        fields={
            **call.parameters,
            "requester_email": call.requester_email,
            "purchase_number": call.purchase_number,
            "project": call.project,
            **call.sent_fields,
            **answers,
        },
    )
