"""The web application, for granian or any other WSGI server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from tenants.pooler import prove_default

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flexfleet.settings")

application = get_wsgi_application()
prove_default()
