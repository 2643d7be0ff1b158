"""How Trialfolio runs: every setting, read from the environment (README, "Settings")."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from config import database, limits, logged, postgres_settings, registry_address, secret_key
from config.accounts import places
from config.embedded_postgres import Cluster
from config.problems import Problem
from trials.site import SITE_NAME

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

# The keys of before: what they signed or encrypted is read yet.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

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
    "config.accounts",
    "news",
    "trials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
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
    "config.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.Compression",
    "config.public_pages.PublicPages",
    "csp.middleware.CSPMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "trials.api.gate.Gate",
    "trials.drafts.due.TakesEffect",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.kept_forms.KeptForms",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.accounts.inside.Inside",
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
                "trials.admin.sent.form_key",
            ],
        },
    }
]

CACHES = {
    # Of all processes: how often who tried to sign in, and codes that were used
    # (config/accounts/limits.py).
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": places.TABLE,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Of each process: statistics of the API, of hundreds of fields, which the default size would
    # throw out.
    "statistics": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "statistics",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # Pages by their ETag, compressed: about ten kilobytes each (trials/held.py).
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 86_400,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
    # Which trials the text of a release names, by its address (news/standing.py).
    "named": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "named",
        "TIMEOUT": 86_400,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
    # Drawings of trials by position, eight of each (trials/pictures/kept.py).
    "drawings": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "drawings",
        "TIMEOUT": 86_400,
        "OPTIONS": {"MAX_ENTRIES": 800},
    },
}

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
FORMAT_MODULE_PATH = "config.formats"
# Whether a draft of a public record is approved by somebody else than who wrote it.
SECOND_PERSON = env.bool("SECOND_PERSON", default=True)
# Of an embargo that names no zone.
NEWSROOM_ZONE = env.str("NEWSROOM_ZONE", default="") or "America/New_York"
# Who publishes: in citations, feeds, structured data and the sitemap of the news.
GROUP_NAME = env.str("GROUP_NAME", default="").strip() or SITE_NAME
USE_I18N = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
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
    # Set by this host alone and over https: no other host of the domain can put one there.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_FAILURE_VIEW = "config.kept_forms.refused_token"
SESSION_ENGINE = "config.accounts.store"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# Nothing inline, nothing of another site, nothing made of text: not even a picture.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# People who work here (config/accounts/): django-allauth signs them in.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
YEAR = 365 * 24  # hours
SESSION_IDLE_MINUTES = limits.number(
    "SESSION_IDLE_MINUTES",
    env.str("SESSION_IDLE_MINUTES", default=""),
    default=120,
    most=YEAR * 60,
)
SESSION_HOURS = limits.number(
    "SESSION_HOURS", env.str("SESSION_HOURS", default=""), default=12, most=YEAR
)
SESSION_COOKIE_AGE = (SESSION_HOURS or YEAR) * 3600  # seconds
ACCOUNT_ADAPTER = "config.accounts.adapters.SignIn"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,60/h/ip,5/5m/key"}
ACCOUNT_FORMS = {
    "change_password": "config.accounts.forms.AnotherPassword",
    "login": "config.accounts.forms.SignIn",
    "reauthenticate": "config.accounts.forms.PasswordAgain",
}
MFA_FORMS = {
    "add_webauthn": "config.accounts.forms.AddPasskey",
    "authenticate_webauthn": "config.accounts.forms.PasskeyAfterPassword",
    "login_webauthn": "config.accounts.forms.SignInByPasskey",
    "reauthenticate_webauthn": "config.accounts.forms.PasskeyAgain",
}
MFA_ADAPTER = "config.accounts.adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RATE_LIMITS = {"webauthn_login": "20/m/ip"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Trialfolio"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones are half a minute off

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

FILE_UPLOAD_HANDLERS = ["config.uploads.Limited"]
# The form of a trial with fifty findings sends more than the thousand that Django takes.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# Beyond it nothing of a request is read, not even what was pasted beside the files. How many are
# taken in at once the page of the intake says itself (news/admin/uploads.py).
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
# Pages for readers change nothing, and asking who reads them would make them vary by cookie.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
