"""A customer's uploaded files, from that customer's folder alone."""

from __future__ import annotations

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tenants.context import active_schema


@require_safe
@cache_control(max_age=3600, public=True)
def serve(request: HttpRequest, schema: str, name: str) -> FileResponse:
    """The file `name`, if `schema` is the active one; the storage itself reaches no other customer's folder."""
    try:
        if schema != active_schema() or not default_storage.exists(name):
            raise Http404
        file = default_storage.open(name)
    except (SuspiciousFileOperation, IsADirectoryError) as error:
        raise Http404 from error
    content_type, _encoding = mimetypes.guess_type(name)
    return FileResponse(file, content_type=content_type or "application/octet-stream")
