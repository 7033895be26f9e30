"""Doors of Wagtail's that lead nowhere here."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path


def closed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """An address that has to have a name, because Wagtail's templates reverse it, and nothing behind it."""
    raise Http404


class NoDocuments:
    """In place of Wagtail's document library, whose address every admin page reverses, installed or not."""

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [path("", closed, name="listing")]
