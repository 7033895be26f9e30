"""Settings: one typed file, read from the environment. A wrong value stops the start with its name.

Every variable is described in docs/administrator.md; a test compares the two.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from zoneinfo import available_timezones

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _
from environs import Env

from flexfleet.logs import configuration
from flexfleet.postgres import binary, database_url

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = Env()

# --- The installation -------------------------------------------------------------------------------------------------
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
DEBUG = env.bool("DEBUG", False)


def local_secret() -> str:
    """A secret of this installation's own, made at its first start, for machines where nobody sets one."""
    file = VAR_DIR / "secret_key"
    if not file.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        unfinished = VAR_DIR / f".secret_key.{os.getpid()}"
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(50))
        # Two processes that start together must end up with the same one, and never find half of it.
        with contextlib.suppress(FileExistsError):
            file.hardlink_to(unfinished)
        unfinished.unlink()
    return file.read_text()


SECRET_KEY = env.str("SECRET_KEY", None) or local_secret()

# Where people reach us: customers live at <slug>.<PUBLIC_DOMAIN>, the console at console.<PUBLIC_DOMAIN>.
PUBLIC_SCHEME = env.str("PUBLIC_SCHEME", "http", validate=lambda value: value in {"http", "https"})
PUBLIC_DOMAIN = env.str("PUBLIC_DOMAIN", "localhost")
PUBLIC_PORT = env.int("PUBLIC_PORT", None)

# The domains table is the list of allowed hosts; `TenantMiddleware` refuses every other before anything else runs.
ALLOWED_HOSTS = ["*"]

# --- Customers and their schemas --------------------------------------------------------------------------------------
TENANT_MODEL = "tenants.Customer"
TENANT_DOMAIN_MODEL = "tenants.Domain"
DATABASE_ROUTERS = ("django_tenants.routers.TenantSyncRouter",)
# Without it every statement is preceded by a SET of its own.
TENANT_LIMIT_SET_CALLS = True

# `public` holds what is shared and nothing that a customer's schema has too: a missing schema is then an error, never
# a silent read of a table of the same name.
SHARED_APPS = ["django_tenants", "tenants", "procrastinate.contrib.django"]
TENANT_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "tenants.workspace",
    "catalog",
    "reservations",
    "oci",
    "wagtail.users",
    "wagtail.images",
    "wagtail.admin",
    "wagtail.search",
    "wagtail",
    "modelcluster",
    "taggit",
]
# Ours is the first, so that its `procrastinate` is the command.
INSTALLED_APPS = ["flexfleet", *SHARED_APPS, *TENANT_APPS, "csp", "django.contrib.staticfiles"]

# --- Requests ---------------------------------------------------------------------------------------------------------
MIDDLEWARE = [
    "flexfleet.middleware.TenantMiddleware",
    "flexfleet.middleware.ForwardedAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "flexfleet.middleware.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "flexfleet.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "flexfleet.urls.customer"
CONSOLE_URLCONF = "flexfleet.urls.console"
WSGI_APPLICATION = "flexfleet.wsgi.application"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Of a connection with its rows. Django's 1,000 are eighty rows; what a call may carry has a limit of its own.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ]
        },
    }
]

# --- The database -----------------------------------------------------------------------------------------------------
DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL", database_url(VAR_DIR), engine="django_tenants.postgresql_backend", conn_max_age=0
    )
}


def pool_options(size: int) -> dict[str, int]:
    """Options of psycopg's pool: a connection's memory grows with the number of schemas it has visited and is never
    given back, so each lives ten minutes (seconds).
    """
    return {"min_size": 1, "max_size": size, "max_lifetime": 600}


if pool_size := env.int("DATABASE_POOL_SIZE", 8):
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = pool_options(pool_size)
# Must be at least as new as the server; the embedded one is.
PG_DUMP = env.path("PG_DUMP", binary("pg_dump"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Every alias needs it: without, one customer is served what another's page left there.
        "KEY_FUNCTION": "django_tenants.cache.make_key",
    }
}

# --- Staff ------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "workspace.User"
AUTHENTICATION_BACKENDS = ["tenants.auth.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "wagtailadmin_login"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_SCHEME == "https"

# --- Security headers -------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if PUBLIC_SCHEME == "https" else 0
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
# Wagtail's admin carries inline scripts and styles. Signing out at a customer ends
# at the console, and a form's redirects count as its actions.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "object-src": [NONE],
    "form-action": [
        SELF,
        f"{PUBLIC_SCHEME}://console.{PUBLIC_DOMAIN}" + (f":{PUBLIC_PORT}" if PUBLIC_PORT else ""),
    ],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
}

# --- Language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
# Employees read all of them; staff pages are in those of WAGTAILADMIN_PERMITTED_LANGUAGES.
LANGUAGES = [("nl", _("Dutch")), ("en", _("English")), ("de", _("German")), ("fr", _("French"))]
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# --- Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    # The customer's schema is part of every path, so that no file name is shared between two of them.
    "default": {"BACKEND": "django_tenants.files.storage.TenantFileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
MULTITENANT_RELATIVE_MEDIA_ROOT = "%s"

# --- Mail and jobs ----------------------------------------------------------------------------------------------------
MAIL_DIR = VAR_DIR / "mail"
if env.str("EMAIL_URL", ""):
    vars().update(env.dj_email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "flexfleet.mail_folder.EmailBackend"
    EMAIL_FILE_PATH = MAIL_DIR
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Europcar FlexFleet <flexfleet@example.com>")

# Wagtail's own background work is small and must see the customer it was started for.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# --- The log ----------------------------------------------------------------------------------------------------------
LOGGING = configuration(
    level=env.str("LOG_LEVEL", "INFO", validate=lambda value: value in {"DEBUG", "INFO", "WARNING", "ERROR"}),
    json=env.bool("LOG_JSON", False),
)

# --- Wagtail ----------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "FlexFleet"
WAGTAILADMIN_BASE_URL = f"{PUBLIC_SCHEME}://console.{PUBLIC_DOMAIN}"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Browsers do not know the zones without a region (`localtime`, `posixrules`), and Wagtail's script fails on them.
WAGTAIL_USER_TIME_ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
WAGTAILADMIN_USER_LOGIN_FORM = "tenants.admin.forms.sign_in.SignInForm"
WAGTAILADMIN_COMMENTS_ENABLED = False
