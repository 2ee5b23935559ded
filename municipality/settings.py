"""All settings, from the environment. Production is the default, and refuses to start on anything unsafe.

docs/operations.md lists the variables. What differs between municipalities is data, never a setting here.
"""

from email.utils import parseaddr
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from municipality.address import is_one_address
from municipality.environment_variables import Environment, SettingsRefused
from municipality.openid.at_start import sign_in_settings
from municipality.runtime.connection import database_settings
from municipality.runtime.logs import settings_for

BASE_DIR = Path(__file__).resolve().parent.parent
environment = Environment()

MODE = environment.choice("MODE", ("production", "demo", "test"))
PRODUCTION, DEMO, TEST = MODE == "production", MODE == "demo", MODE == "test"
DEBUG = False  # no mode shows stack traces with data to a browser

# --- who is served -----------------------------------------------------------------------------------------
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", () if PRODUCTION else LOCAL_HOSTS)
if PRODUCTION and not ALLOWED_HOSTS:
    raise SettingsRefused(
        "ALLOWED_HOSTS is missing. Set it to the host name that users write, as stafett.kommune.no."
    )
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise SettingsRefused("ALLOWED_HOSTS is *: anybody could choose the host name in links. Name the hosts.")
if not PRODUCTION and (foreign := sorted(set(ALLOWED_HOSTS) - set(LOCAL_HOSTS))):
    raise SettingsRefused(
        f"MODE={MODE} lets anybody log in as anybody, so it is served to this machine only. "
        f"ALLOWED_HOSTS names {', '.join(foreign)}: remove it, or run with MODE=production."
    )
ACCESSIBILITY_STATEMENT_URL = environment.text("ACCESSIBILITY_STATEMENT_URL")
PORT = environment.number("PORT", default=8000, least=1)
PUBLIC_URL = environment.text("PUBLIC_URL", "" if PRODUCTION else f"http://127.0.0.1:{PORT}").rstrip("/")
if PRODUCTION and not PUBLIC_URL.startswith("https://"):
    raise SettingsRefused(
        "PUBLIC_URL is missing or not https. Links in e-mail begin with it: https://stafett.kommune.no"
    )
SIGN_IN_PROVIDERS, SYNTHETIC_NUMBERS = sign_in_settings(environment, PUBLIC_URL, production=PRODUCTION)

# --- secrets -----------------------------------------------------------------------------------------------
_MAKE = "python -c 'import secrets; print(secrets.token_hex({}))'"
_HINT = "Set it, or name a file in {}_FILE. A new one: " + _MAKE


def _known(value: str) -> str:
    """A fixed value for the tests; never one that another mode falls back to."""
    return value if TEST else ""


SECRET_KEY = environment.secret(
    "SECRET_KEY", _known("only-for-tests-" * 4), hint=_HINT.format("SECRET_KEY", 50)
)
if not TEST and len(SECRET_KEY) < 50:
    raise SettingsRefused("SECRET_KEY has fewer than 50 characters. A new one: " + _MAKE.format(50))
# Seals who asks: the database accepts an identity only from somebody who knows this key. Text, for Postgres' sake.
IDENTITY_SEAL_KEY = environment.key(
    "IDENTITY_SEAL_KEY", _known("11" * 32), hint=_HINT.format("IDENTITY_SEAL_KEY", 32)
).hex()
# Encrypt identity numbers (AES-256-GCM). The first is current; keep the old ones while rows are encrypted with them.
FIELD_KEYS = environment.keys(
    "FIELD_KEYS", _known("test:" + "22" * 32), hint="Write it as id:key with a key from " + _MAKE.format(32)
)
# Finds an identity number without decrypting (HMAC). Cannot be changed without computing all rows again.
BLIND_INDEX_KEY = environment.key(
    "BLIND_INDEX_KEY", _known("33" * 32), hint=_HINT.format("BLIND_INDEX_KEY", 32)
)

if not TEST:
    # Anybody can read the tests' fixed values in this file.
    published = {"11" * 32, "22" * 32, "33" * 32}
    given = {IDENTITY_SEAL_KEY, BLIND_INDEX_KEY.hex(), *(key.hex() for key in FIELD_KEYS.values())}
    if SECRET_KEY.startswith("only-for-tests-") or published & given:
        raise SettingsRefused(
            "A key is one of those that the tests use, which anybody can read. A new one: " + _MAKE.format(32)
        )

# --- rooms -------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "municipality",
    "consent",
    "cases",
    "teams",
    "reporting",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "guardian",
    "rest_framework",
]
if not PRODUCTION:
    # Lets anybody sign in as anybody with one click. What production runs has no way to it, and its image not its code.
    INSTALLED_APPS.insert(INSTALLED_APPS.index("reporting") + 1, "demo")
if TEST:
    INSTALLED_APPS.append("django_migration_linter")  # brings a command for `make check`, and nothing else
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "municipality.ui.headers.HeadersMiddleware",
    "municipality.ui.wellformed.WellFormedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "municipality.ui.upload.UploadMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "municipality.signin.middleware.IdentityMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "municipality.signin.handed_over.HandedOverMiddleware",
    "municipality.secrecy.middleware.SecrecyMiddleware",
    "municipality.writing.middleware.WritingMiddleware",
    "cases.case.gone.LogIsElsewhereMiddleware",
]
ROOT_URLCONF = "municipality.urls"
WSGI_APPLICATION = "municipality.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "ui": "municipality.ui.templatetags.ui",
                "writing": "municipality.writing.tags",
                "signin": "municipality.signin.tags",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "municipality.ui.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "municipality.ui.forms.Renderer"

# --- database ----------------------------------------------------------------------------------------------
# One alias; what a process may do follows from the login in its own DATABASE_URL (municipality/runtime/bootstrap.sql).
DATABASES: dict[str, dict[str, Any]] = {
    "default": database_settings(
        environment.database(
            "DATABASE_URL",
            _known("postgresql://stafett_app@127.0.0.1:1/stafett"),
            hint="Set postgresql://stafett_app:password@host:5432/stafett for web, stafett_worker for everything else.",
        ),
        process=environment.text("PROCESS", "stafett"),
        test=TEST,
    )
}

# --- people and sessions -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "municipality.User"
AUTHENTICATION_BACKENDS = ["municipality.people.backend.CaseBackend"]
ANONYMOUS_USER_NAME = None  # guardian makes no user of its own
GUARDIAN_MONKEY_PATCH_USER = False
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # CaseBackend stands in for guardian's backend, on purpose
# A message may hold a child's first name, which a cookie would leave on a shared computer.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
# Signing in with a password that is kept here: for an administrator when the providers are down, and for a small place
# without any (municipality/localaccounts). Each such account is one more thing to guard, so it is off unless wanted.
LOCAL_ACCOUNTS = environment.flag("LOCAL_ACCOUNTS", default=TEST)
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{'MD5' if TEST else 'Argon2'}PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# In the cache server, not in a table: the web's database login could read every session there before anybody is known.
SESSION_ENGINE = "municipality.runtime.sessions"
# Many share a computer in a staff room: a session ends when nobody has clicked for this long, or with the browser.
SESSION_COOKIE_AGE = 60 * environment.number("SESSION_MINUTES", default=30, least=1)
SESSION_SAVE_EVERY_REQUEST = True
# However much there is to do, somebody signs in anew after this long.
STAFF_SESSION_MINUTES = 60 * environment.number("STAFF_SESSION_HOURS", default=8, least=1)
FAMILY_SESSION_MINUTES = 60 * environment.number("FAMILY_SESSION_HOURS", default=2, least=1)
# How long ago an administrator or a privacy officer may have shown who they are.
FRESH_MINUTES = environment.number("FRESH_MINUTES", default=15, least=1)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
# The prefix makes browsers refuse the cookie from a sub-domain or over plain http.
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
CSRF_FAILURE_VIEW = "municipality.writing.answers.csrf_failure"

# --- the browser -------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BEHIND_TLS_PROXY = environment.flag("BEHIND_TLS_PROXY", default=False)
if BEHIND_TLS_PROXY:
    # Only behind a proxy that always sets or strips the header itself: otherwise anybody can claim https.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# The virus scanner that looks at files that are handed in: the path of its socket, or host:port.
CLAMD = environment.address("CLAMD")

# --- language, time, files -----------------------------------------------------------------------------------
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Oslo"

STATE_DIR = Path(environment.text("STATE_DIR", str(BASE_DIR / ".state")))
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(environment.text("STATIC_ROOT", str(STATE_DIR / "static")))
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = TEST
STORAGES = {
    # No other: what people hand in lies in the database.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TEST
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- e-mail: only that something waits, and a link ---------------------------------------------------------
if PRODUCTION:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    globals().update(environment.email("EMAIL_URL", hint="Set smtp+tls://user:password@host:587."))
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = f"django.core.mail.backends.{'locmem' if TEST else 'filebased'}.EmailBackend"
    EMAIL_FILE_PATH = STATE_DIR / "mail"
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", "Stafettpinnen <ikke-svar@stafettpinnen.invalid>")
if PRODUCTION and not is_one_address(parseaddr(environment.text("EMAIL_FROM"))[1]):
    raise SettingsRefused(
        "EMAIL_FROM is missing or no address. Set the sender of notices: Stafettpinnen <ikke-svar@kommune.no>"
    )
ADMINS = MANAGERS = list[tuple[str, str]]()  # no error e-mails: they would carry what was typed

# --- worker; what is the same everywhere is in municipality/celery.py ---------------------------------------
REDIS_URL = environment.secret(
    "REDIS_URL",
    _known("redis://127.0.0.1:1/0"),
    hint="Set redis://:password@host:6379/0 (rediss:// with TLS).",
)
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TEST
    else {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "stafett",
        "OPTIONS": {
            "serializer": "municipality.runtime.sessions.JsonSerializer",
            # A server that is silent must not hold a request, and its thread, for ever.
            "socket_connect_timeout": 2,
            "socket_timeout": 5,
        },
    }
}
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ALWAYS_EAGER = CELERY_TASK_EAGER_PROPAGATES = TEST
CELERY_TIMEZONE = TIME_ZONE
# An unreachable queue delays a request by this at most; what it should have carried is picked up by the clock.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 5}

# --- log: what happened, never to whom ---------------------------------------------------------------------
LOGGING: dict[str, Any] = settings_for(
    "WARNING" if TEST else "INFO",
    {
        # Django adds handlers of its own to these two; ours is the root's.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
)
LOGGING_CONFIG = "municipality.runtime.logs.configure"

# --- API ---------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
}
