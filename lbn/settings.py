"""Every setting, read from the environment in this one place; what must be given and is not refuses the start.

`docs/running.md` lists the variables. A file `.env` beside `manage.py` is read too; the environment wins over it.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from agencies.sql import pragmas

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK = {"127.0.0.1", "localhost", "::1", "[::1]"}

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def need(name):
    """Return the variable `name`, or refuse to start with one sentence."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment or in .env; `make` writes one for you.")
    return value


SECRET_KEY = need("SECRET_KEY")
LBN_DISCLOSURE_KEY = need("LBN_DISCLOSURE_KEY")
DEBUG = env.bool("DEBUG", default=False)

LBN_BASE_URL = env.str("LBN_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
BASE = urlsplit(LBN_BASE_URL)
SECURE = BASE.scheme == "https"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=sorted({BASE.hostname, "127.0.0.1", "localhost"}))
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

LBN_NOW = env.str("LBN_NOW", default="")
ONLY_HERE = {BASE.hostname, *ALLOWED_HOSTS} <= LOOPBACK
if LBN_NOW and not ONLY_HERE:
    raise ImproperlyConfigured("LBN_NOW fixes the clock and is for this machine only: unset it, or serve 127.0.0.1.")
if DEBUG and not ONLY_HERE:
    raise ImproperlyConfigured("DEBUG shows what was sent, for this machine only: unset it, or serve 127.0.0.1.")

LBN_DEMO_PASSWORD = env.str("LBN_DEMO_PASSWORD", default="")

INSTALLED_APPS = [
    "lbn",
    "lbn.reporting",
    "distributions",
    "inventory",
    "training",
    "agencies",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "agencies.access.PrivatePagesMiddleware",  # Outside of whatever answers with a way on.
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "lbn.too_large.RefuseTooLarge",  # Before whatever reads a body.
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "agencies.languages.SignedInPagesInEnglish",
    "lbn.errors.PageForButtons",
]
if env.bool("LBN_ZEAL", default=False):
    INSTALLED_APPS.append("zeal")
    MIDDLEWARE.append("zeal.middleware.zeal_middleware")
    ZEAL_RAISE = True

ROOT_URLCONF = "lbn.urls"
WSGI_APPLICATION = "lbn.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lbn.navigation.describe_frame",
                "lbn.views.paper_head",
                "lbn.views.describe_supply",
            ],
            "builtins": ["agencies.templatetags.wording"],  # Each writes days and numbers alike.
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'lbn.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "lbn.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": pragmas.ON_CONNECT,
    }
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Kept on SQLite too: the last connection to close takes the write-ahead log apart, at four more waits for the disk.
DATABASES["default"]["CONN_MAX_AGE"] = 600
SILENCED_SYSTEM_CHECKS = ["models.W040"]  # SQLite ignores the columns that PostgreSQL's index covers.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
    for name in ("default", "terminal")  # The second is asked for every kit that is logged: keep it in memory.
}
TERMINAL_REQUESTS_PER_MINUTE = env.int("LBN_TERMINAL_LIMIT", default=600)

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    ]
]
ACCOUNT_ADAPTER = "agencies.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"register": "30/h/ip,5/h/key"}  # A registration sends a mail to whatever address was typed.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "start"

CRISPY_ALLOWED_TEMPLATE_PACKS = "lbn"
CRISPY_TEMPLATE_PACK = "lbn"

LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
# A language is offered once it has a catalog here: a page must not call English words Spanish.
LANGUAGES = [
    ("en", "English"),
    *[(code, name) for code, name in [("es", "Español")] if (LOCALE_PATHS[0] / code).is_dir()],
]
FORMAT_MODULE_PATH = "agencies.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_COLLECTED = (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
WHITENOISE_AUTOREFRESH = DEBUG
if STATIC_COLLECTED:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
DISK_FLOOR = env.int("LBN_DISK_FLOOR", default=100) * 1024 * 1024

MAIL_SERVER = env.str("EMAIL_URL", default="")
if SECURE and not MAIL_SERVER:
    raise ImproperlyConfigured("Set EMAIL_URL: people register, join and reset passwords by links in mails.")
MAIL_DIRECTORY = Path(env.str("LBN_MAIL_DIR", default=str(BASE_DIR / "var" / "mails")))
# Where nobody but this machine comes in and no mail server is named, mails are kept as files and shown on /dev/mail/.
MAILS_ARE_SHOWN = ONLY_HERE and not TRUSTED_PROXIES and not MAIL_SERVER
vars().update(env.email_url_config(MAIL_SERVER or "consolemail:"))
if MAILS_ARE_SHOWN:
    EMAIL_BACKEND = "lbn.mails.files.MailFiles"
DEFAULT_FROM_EMAIL = env.str("LBN_MAIL_FROM", default="Leave-behind naloxone <lbn@localhost>")

SESSION_COOKIE_NAME = "__Host-lbn_session" if SECURE else "lbn_session"
CSRF_COOKIE_NAME = "__Host-lbn_csrf" if SECURE else "lbn_csrf"
LANGUAGE_COOKIE_NAME = "__Host-lbn_language" if SECURE else "lbn_language"
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE, LANGUAGE_COOKIE_SECURE = True, "Lax", SECURE
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # They name people: not into a cookie.
SESSION_ENGINE = "lbn.sessions"
SESSION_COOKIE_AGE = SIGNED_IN_AT_MOST = 12 * 60 * 60
SIGNED_IN_IDLE_AT_MOST = 30 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
# No page there may have a form: a browser that sends no referrer sends no origin either, so posting would be refused.
ADDRESSES_OF_KEYS = "/shared/"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
REQUEST_AT_MOST = 11 * 1024 * 1024  # A file of 10 MB with the rest of its form.
FILE_UPLOAD_MAX_MEMORY_SIZE = REQUEST_AT_MOST  # Up to here an upload is read in memory, and no further one at all.
# Documents of applicants and agencies, which only pages with a door hand out; never below STATIC_ROOT.
LBN_MEDIA_DIR = Path(env.str("LBN_MEDIA_DIR", default=str(BASE_DIR / "var" / "documents")))

DEFAULT_EXCEPTION_REPORTER = "lbn.error_reports.WhereItFailed"
DEFAULT_EXCEPTION_REPORTER_FILTER = "lbn.error_reports.NothingSent"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "lbn.logs.WithoutValues", "format": "%(levelname)s %(name)s %(message)s"}},
    "filters": {"quiet_terminal": {"()": "lbn.logs.QuietTerminal"}, "no_secrets": {"()": "lbn.logs.NoSecrets"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["quiet_terminal", "no_secrets"],
        },
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Before any handler: a report by mail has the line as its subject.
        "django.request": {"filters": ["no_secrets"]},
    },
}
