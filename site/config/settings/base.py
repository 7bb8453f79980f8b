"""Settings shared by every way of running. What an operator may set comes from the environment: docs/install.md lists it."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parents[3]
SITE_DIR = BASE_DIR / "site"
VAR_DIR = Path(os.environ.get("CORDEE_VAR", BASE_DIR / "var"))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# ---------------------------------------------------------------- applications

INSTALLED_APPS = [
    "config.apps.CordeeConfig",
    "home",
    "knowledge_base.library",
    "knowledge_base.notes",
    "knowledge_base.practices",
    "knowledge_base.lessons",
    "knowledge_base.search",
    "learning.pilots",
    "learning.cycles",
    "media",
    "network",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "network.people_app.PeopleConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "rules.apps.AutodiscoverRulesConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "home.page_cache.page_cache",
    "home.privacy.private_by_default",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "home.languages.ReadersLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "network.second_factor.SecondFactorMiddleware",
    "home.serving.known_site",
    "home.administration.administration_door",
    "home.errors.TooLongNumbers",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.navigation.navigation",
            ],
        },
    },
]
# An address typed without its beginning is taken for https, as Django 6 will do without being told.
FORMS_URLFIELD_ASSUME_HTTPS = True
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ---------------------------------------------------------------- database

DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{VAR_DIR / 'cordee.sqlite3'}", conn_max_age=60)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: with the default (DEFERRED), two writers that both began by reading lose one write.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# ---------------------------------------------------------------- caches

# Shared by all workers, with or without Redis: what is counted (sign-in attempts) and what is withdrawn must hold everywhere.
REDIS_URL = os.environ.get("REDIS_URL", "")
CACHES: dict[str, dict[str, object]] = {
    name: {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": name,
    }
    if REDIS_URL
    else {
        "BACKEND": "config.caches.SharedFileCache",
        "LOCATION": VAR_DIR / "cache" / name,
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
    for name in ("default", "pages", "renditions")
}

# ---------------------------------------------------------------- people

AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    # Django's own, which also knows addresses. Not both: a wrong password would be checked twice.
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_week"
ACCOUNT_ADAPTER = "network.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
# Counted in the shared cache, by address of the account ("key") and of the computer ("ip": a whole room may share one).
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/15m/key,30/15m/ip",
    "request_login_code": "60/m/ip,3/m/key",
    "reset_password": "30/m/ip,3/m/key",
    "invite": "60/h/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Cordée"
MFA_TOTP_TOLERANCE = 1  # the code of the half-minute before: typing takes time
MFA_FORMS = {"add_webauthn": "network.forms.AddPasskeyForm"}
# Nobody signs in with an address that is not confirmed; with a second factor one may still change it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# "required": whoever enters the administration sets up a second factor first; "advised": they are told to.
STAFF_SECOND_FACTOR = os.environ.get("STAFF_SECOND_FACTOR", "advised")

# ---------------------------------------------------------------- languages

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
LOCALE_PATHS = [SITE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"
WAGTAIL_I18N_ENABLED = True

# ---------------------------------------------------------------- files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [SITE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "uploads" / "public"
PRIVATE_ROOT = VAR_DIR / "uploads" / "private"
S3_REGION = os.environ.get("S3_REGION", "us-east-1")
S3 = {
    "bucket_name": os.environ.get("S3_BUCKET", ""),
    "endpoint_url": os.environ.get("S3_ENDPOINT", f"https://s3.{S3_REGION}.amazonaws.com"),
    "region_name": S3_REGION,
    "access_key": os.environ.get("S3_ACCESS_KEY", ""),
    "secret_key": os.environ.get("S3_SECRET_KEY", ""),
}
S3_LINK_SECONDS = 120
PLACE = "Bucket" if S3["bucket_name"] else "Files"
STORAGES = {
    # Private on purpose: what somebody forgets to think about must not be public.
    "default": {"BACKEND": f"media.storage.Private{PLACE}"},
    "public": {"BACKEND": f"media.storage.Public{PLACE}"},
    "renditions": {"BACKEND": "media.storage.RenditionFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# ---------------------------------------------------------------- Wagtail

WAGTAIL_SITE_NAME = "Cordée"
WAGTAILADMIN_BASE_URL = os.environ.get("CORDEE_ADDRESS", "http://localhost:8000")
WAGTAIL_FRONTEND_LOGIN_URL = "/fr/compte/connexion/"
WAGTAILIMAGES_IMAGE_MODEL = "media.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Document"
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif", "avif", "heic"]
WAGTAILIMAGES_WEBP_QUALITY = 68  # pages are read on phones, in valleys
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.ImageForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "md", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILMEDIA = {
    "MEDIA_MODEL": "media.Recording",
    "AUDIO_EXTENSIONS": ["flac", "m4a", "mp3", "ogg", "opus", "wav", "weba"],
    "VIDEO_EXTENSIONS": ["m4v", "mov", "mp4", "ogv", "webm"],
}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # the account page changes it, once it is confirmed
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# home/redirects.py makes them: Wagtail's own creator fails on large sections.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
FORMAT_MODULE_PATH = ["config.formats"]
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True

# ---------------------------------------------------------------- search and jobs

SEARCH_INDEX_DIR = VAR_DIR / "index"
# Another engine: "modelsearch.backends.database", or one of Elasticsearch or OpenSearch at SEARCH_ADDRESS.
SEARCH_ENGINE = os.environ.get("SEARCH_ENGINE", "knowledge_base.search.backend")
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, object]] = {"default": {"BACKEND": SEARCH_ENGINE}}
if SEARCH_ENGINE == "knowledge_base.search.backend":
    # AUTO_UPDATE: modelsearch would tell the backend of each save a second time (knowledge_base/search/signals.py).
    WAGTAILSEARCH_BACKENDS["default"] |= {
        "PATH": SEARCH_INDEX_DIR,
        "AUTO_UPDATE": False,
        "INLINE": "network.outbox.delivers_inline",
    }
elif "SEARCH_ADDRESS" in os.environ:
    WAGTAILSEARCH_BACKENDS["default"] |= {"URLS": [os.environ["SEARCH_ADDRESS"]], "INDEX_PREFIX": "cordee_"}
SEARCH_SYNONYMS = "knowledge_base.library.synonyms.groups"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# "inline": rows of the outboxes are sent right after commit; "worker": by `manage.py worker`.
JOBS = os.environ.get("JOBS", "inline")

# ---------------------------------------------------------------- demonstration

# Whether `manage.py load_demo` may make accounts whose password everybody knows.
DEMONSTRATION = False

# ---------------------------------------------------------------- mail

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("CORDEE_MAIL_FROM", "Cordée <ne-pas-repondre@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10

# ---------------------------------------------------------------- security

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "home.errors.stale_form"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
CONTENT_SECURITY_POLICY = {
    # Wagtail's administration uses inline scripts; the public site uses none.
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    },
}
if S3["bucket_name"]:
    # Private pictures and recordings are redirected to short signed links of the store.
    for directive in ("img-src", "media-src"):
        CONTENT_SECURITY_POLICY["DIRECTIVES"][directive].append("/".join(S3["endpoint_url"].split("/")[:3]))
SILENCED_SYSTEM_CHECKS: list[str] = []
