"""What the page's script reports: that its form was submitted, and, where that is so, that it is still there.

The first report leaves as the form is submitted: a page whose form arrives is gone and can tell nothing any more.
A page that is still there when the buyer's system should long have taken its place takes its own report back, and no
other: it shows the stamp that the first report was answered with. A later submit is reported anew.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from oci.domain.punch_outs import identify
from oci.domain.return_links import find_repeated
from oci.domain.returning import note_return, stamp_of, take_back_return
from oci.models import PunchOut
from oci.views.problem import problems_shown


@csrf_exempt
@require_POST
@problems_shown
def returned(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """By the page of a visit."""
    return _take(request, identify(public_id=public_id, secret=request.POST.get("secret", "")))


@csrf_exempt
@require_POST
@problems_shown
def returned_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """By the page of a return link."""
    return _take(request, find_repeated(public_id=public_id, token=request.POST.get("code", "")))


def _take(request: HttpRequest, punch_out: PunchOut) -> HttpResponse:
    now = timezone.now()
    if stamp := request.POST.get("stayed"):
        take_back_return(punch_out=punch_out, stamp=stamp, now=now)
        return HttpResponse(status=204)
    reported = note_return(punch_out=punch_out, now=now)
    if reported.ended_at != now:
        # It was seen before, by another page's report, which is not this one's to take back.
        return HttpResponse(status=204)
    return HttpResponse(stamp_of(reported), content_type="text/plain")
