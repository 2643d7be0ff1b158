"""How Trialfolio runs: every setting, read from the environment (README, "Settings")."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from config import database, limits, logged, postgres_settings, registry_address, secret_key
from config.embedded_postgres import Cluster
from config.problems import Problem

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("TRIALFOLIO_DATA", default="") or BASE_DIR / "var").resolve()

DATABASE_URL = env.str("DATABASE_URL", default="")
MIGRATION_DATABASE_URL = env.str("MIGRATION_DATABASE_URL", default="")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("TRUSTED_ORIGINS", default=[])
TRUSTED_PROXIES = limits.networks("TRUSTED_PROXIES", env.list("TRUSTED_PROXIES", default=[]))
API_REQUESTS_PER_MINUTE = limits.number(
    "API_REQUESTS_PER_MINUTE", env.str("API_REQUESTS_PER_MINUTE", default=""), default=600
)
CTGOV_API_URL = registry_address.checked("CTGOV_API_URL", env.str("CTGOV_API_URL", default=""))

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if DATABASE_URL and not DEBUG:
        raise Problem(
            "SECRET_KEY is not set: with a DATABASE_URL of your own, set it to a long random text "
            "that stays the same (python3 -c 'import secrets; print(secrets.token_urlsafe(50))')."
        )
    SECRET_KEY = secret_key.made_once(DATA_DIR)

# Owner and application are two roles (config/roles.py). manage.py asks for the owner's for commands
# that change the schema; gunicorn's settings ask for a pool.
DATABASE_MEMORY = postgres_settings.memory(
    "DATABASE_MEMORY", env.str("DATABASE_MEMORY", default="")
)
EMBEDDED_CLUSTER = None if DATABASE_URL else Cluster(DATA_DIR / "postgres", DATABASE_MEMORY)
if EMBEDDED_CLUSTER:
    OWNER_DATABASE = EMBEDDED_CLUSTER.settings(as_owner=True)
    APPLICATION_DATABASE = EMBEDDED_CLUSTER.settings(as_owner=False)
else:
    APPLICATION_DATABASE = database.from_url("DATABASE_URL", DATABASE_URL)
    OWNER_DATABASE = database.from_url(
        "MIGRATION_DATABASE_URL", MIGRATION_DATABASE_URL or DATABASE_URL
    )
DATABASES = {
    "default": OWNER_DATABASE
    if env.str("DATABASE_ROLE", default="") == "owner"
    else database.pooled(APPLICATION_DATABASE)
    if env.bool("DATABASE_POOL", default=False)
    else APPLICATION_DATABASE
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "config",
    "news",
    "trials",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
    "corsheaders",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.Compression",
    "config.public_pages.PublicPages",
    "csp.middleware.CSPMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "trials.api.gate.Gate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
            ],
        },
    }
]

# Of each process: statistics of the API, of hundreds of fields, which the default would throw out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # Pages by their ETag, compressed: about ten kilobytes each (trials/held.py).
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 86_400,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
# Of an embargo that names no zone.
NEWSROOM_ZONE = env.str("NEWSROOM_ZONE", default="") or "America/New_York"
USE_I18N = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Behind a proxy that speaks https the origin is named in TRUSTED_ORIGINS; plain http on one's own
# machine has to log in too.
HTTPS = any(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    # Other names of the domain are not this site's to decide about.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Scripts of any site may read the API, and nothing else; no cookie of a visitor goes with it.
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "content-type", "if-none-match"]
CORS_EXPOSE_HEADERS = [
    "ETag",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "Retry-After",
    "X-Next-Page-Token",
    "X-Total-Count",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {
        "refusals": {"()": "django.utils.log.CallbackFilter", "callback": logged.in_one_line}
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["refusals"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Anybody can send a foreign Host header; a traceback each time would bury what matters.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # Headers of the registry that make no sense: the import says in a sentence what came of it.
        "urllib3.connection": {"level": "CRITICAL"},
    },
}

# A row of history is never changed, not even by the owner's role (a trigger refuses).
PGHISTORY_APPEND_ONLY = True

# The form of a trial with fifty findings sends more than the thousand that Django takes.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# Beyond it nothing of a request is read, not even what was pasted beside the files. How many are
# taken in at once the page of the intake says itself (news/admin/uploads.py).
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
# Pages for readers change nothing, and asking who reads them would make them vary by cookie.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
