"""The admin's addresses: Wagtail's, less what serves pages and images (nobody has any), plus our own account pages.

The closed ones keep their names, because Wagtail's templates and menus reverse them on every page.
"""

from __future__ import annotations

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin import urls as wagtail_urls
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from tenants.admin.closed import closed
from tenants.admin.views.account import AccountView, LogoutView

# How the routes of Wagtail's closed parts begin.
CLOSED = (
    "test404/",
    "failwhale/",
    "api/",
    "pages/",
    "bulk/",
    "choose-",
    "tag-autocomplete/",
    "collections/",
    "workflows/",
    "reports/",
    "editing-sessions/",
    "block-preview/",
    "images/",
    "users/",
    "groups/",
)

decorate_urlpatterns(
    [pattern for pattern in wagtail_urls.urlpatterns if str(pattern.pattern).startswith(CLOSED)],
    lambda _view: never_cache(wagtail_urls.display_custom_404(require_admin_access(closed))),
)

urlpatterns = [
    path("account/", never_cache(require_admin_access(AccountView.as_view())), name="wagtailadmin_account"),
    path("logout/", never_cache(LogoutView.as_view()), name="wagtailadmin_logout"),
    *wagtail_urls.urlpatterns,
]
