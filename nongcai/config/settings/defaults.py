"""What holds everywhere; values from the environment are described in docs/operations.md."""

from pathlib import Path

from nongcai.config import env
from nongcai.config.storing import storages

PROJECT = Path(__file__).resolve().parents[3]
HOME = Path(env.text("NONGCAI_HOME", str(PROJECT / "var"))).resolve()
FONT_FOLDERS = [Path(folder) for folder in env.words("NONGCAI_FONTS", str(PROJECT / "var" / "fonts"))]
DEMO = env.flag("NONGCAI_DEMO", default=False)
# Whether suppliers come by themselves, on a page that wants no login.
REGISTRATION = env.flag("NONGCAI_REGISTRATION", default=DEMO)
DEMO_PASSWORD = "nongcai-demo-2023"

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY", "")
# Individuals are marked by it: another one makes two persons of each, so it does not follow SECRET_KEY.
PERSON_SECRET = env.text("PERSON_SECRET", "") or env.own_secret(HOME / "person-secret")
# Second factors are sealed by it: another one makes them useless, so it does not follow SECRET_KEY either.
FACTOR_SECRET = env.text("FACTOR_SECRET", "") or env.own_secret(HOME / "factor-secret")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "axes",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_vite",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "nongcai.domain.accounts",
    "nongcai.domain.notifications",
    "nongcai.domain.documents",
    "nongcai.domain.repeats",
    "nongcai.domain.regions",
    "nongcai.domain.organisations",
    "nongcai.domain.programmes",
    "nongcai.domain.ledger",
    "nongcai.domain.holds",
    "nongcai.domain.transactions",
    "nongcai.domain.payments",
    "nongcai.domain.support",
    "nongcai.domain.suppliers",
    "nongcai.domain.catalogue",
    "nongcai.domain.approvals",
    "nongcai.domain.orders",
    "nongcai.domain.shares",
    "nongcai.domain.imports",
    "nongcai.domain.reorganisations",
    "nongcai.domain.assessments",
    "nongcai.domain.urging",
    "nongcai.domain.webhooks",
    "nongcai.domain.notices",
    "nongcai.interfaces.web",
    "nongcai.interfaces.jobs",
    "nongcai.interfaces.console",
]

# How many proxies of one's own stand before the site; each adds the address that it saw to X-Forwarded-For.
PROXIES = env.number("PROXIES", 0)

MIDDLEWARE = [
    "nongcai.interfaces.web.middleware.ClientAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nongcai.interfaces.web.middleware.ContentSecurityPolicy",
    "nongcai.interfaces.api.plain.PlainAnswers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "nongcai.interfaces.web.middleware.LoginGate",
    "nongcai.interfaces.web.middleware.ActorMiddleware",
    "nongcai.interfaces.web.middleware.ReadOnlyGate",
    "nongcai.interfaces.api.idempotency.IdempotencyMiddleware",
    "nongcai.interfaces.web.auditing.AuditMiddleware",
    "nongcai.interfaces.web.urging.greeting.AnnouncementMiddleware",
    "nongcai.interfaces.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "nongcai.config.urls"
WSGI_APPLICATION = "nongcai.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "nongcai" / "interfaces" / "web" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "nongcai.interfaces.web.context.shell",
            ],
        },
    }
]
COTTON_DIR = "cotton"
FORM_RENDERER = "nongcai.interfaces.web.widgets.FieldRenderer"

DATABASES = {"default": env.database()}
# Never by itself: one plan for all values suits only what is found by keys (`planned.rows`).
DATABASES["default"]["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 2**31}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "nongcai.interfaces.web.accounts.backend.PasswordBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACTIVATION_DAYS = env.number("ACTIVATION_DAYS", 14)
IDLE_AFTER_DAYS = env.number("IDLE_AFTER_DAYS", 365)
LOGIN_URL = "accounts:session_open"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "nongcai.interfaces.web.accounts.views.locked_out"

# allauth lends its tables and its arithmetic; none of its addresses is mounted, and it makes no account.
ACCOUNT_ADAPTER = "nongcai.interfaces.web.accounts.adapters.ClosedAccountAdapter"
SOCIALACCOUNT_ADAPTER = "nongcai.interfaces.web.accounts.adapters.ClosedIdentityAdapter"
MFA_ADAPTER = "nongcai.domain.accounts.sealing.SealingAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_TOTP_ISSUER = "农采"
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 10
# Whether a second step is there at all, and who must use one.
NONGCAI_SECOND_FACTOR = env.choice("NONGCAI_SECOND_FACTOR", "offered", ("off", "offered", "reviewers"))
# The identity service of another authority (OpenID Connect); without an issuer there is none.
NONGCAI_OIDC_ISSUER = env.issuer("NONGCAI_OIDC_ISSUER", may_be_http=DEMO)
NONGCAI_OIDC_CLIENT_ID = env.text("NONGCAI_OIDC_CLIENT_ID", None if NONGCAI_OIDC_ISSUER else "")
NONGCAI_OIDC_CLIENT_SECRET = env.text("NONGCAI_OIDC_CLIENT_SECRET", None if NONGCAI_OIDC_ISSUER else "")
NONGCAI_OIDC_LABEL = env.text("NONGCAI_OIDC_LABEL", "统一身份认证")
# The claim that is the log-in name; without one each person links the account in 登录安全.
NONGCAI_OIDC_CLAIM = env.text("NONGCAI_OIDC_CLAIM", "")
# Whether the service asks for a second step itself.
NONGCAI_OIDC_SECOND_FACTOR = env.flag("NONGCAI_OIDC_SECOND_FACTOR", default=False)
# How many sign-ins through it may fail from one address in a quarter of an hour; whole offices share one.
IDENTITY_FAILURES_PER_ADDRESS = env.number("IDENTITY_FAILURES_PER_ADDRESS", 30)

PGHISTORY_APPEND_ONLY = True

# A GET must not write (house.md 13, trap 8).
SESSION_ENGINE = "nongcai.interfaces.web.accounts.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "nongcai.interfaces.web.refusals.csrf_failure"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [PROJECT / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [("dist", PROJECT / "static" / "dist")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+[.-][0-9A-Za-z_-]{8,12}\..+$"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "static_url_prefix": "dist",
        "manifest_path": PROJECT / "static" / "dist" / "manifest.json",
    }
}

PROCRASTINATE_IMPORT_PATHS = [
    "nongcai.interfaces.jobs.accounts",
    "nongcai.interfaces.jobs.approvals",
    "nongcai.interfaces.jobs.catalogue",
    "nongcai.interfaces.jobs.imports",
    "nongcai.interfaces.jobs.notifications",
    "nongcai.interfaces.jobs.payments",
    "nongcai.interfaces.jobs.recovery",
    "nongcai.interfaces.jobs.orders",
    "nongcai.interfaces.jobs.schedule",
    "nongcai.interfaces.jobs.support",
    "nongcai.interfaces.jobs.urging",
    "nongcai.interfaces.jobs.suppliers",
    "nongcai.interfaces.jobs.webhooks",
]

# The dotted name of a class with `send(number, text)`; without one no short message is sent.
NONGCAI_SMS_BACKEND = env.text("NONGCAI_SMS_BACKEND", "nongcai.foundation.sms.ConsoleGateway" if DEMO else "")
# How many codes to sign in with may be asked for from one address in an hour; whole offices share one.
CODES_PER_ADDRESS = env.number("CODES_PER_ADDRESS", 60)
# How many suppliers may try to open an account from one address in an hour.
ARRIVALS_PER_ADDRESS = env.number("ARRIVALS_PER_ADDRESS", 10)

# Paying at WeChat Pay (微信支付) as its service provider; without its number individuals pay by transfer only.
NONGCAI_WECHAT_MCHID = env.text("NONGCAI_WECHAT_MCHID", "")
_WECHAT_NEEDS = None if NONGCAI_WECHAT_MCHID else ""
NONGCAI_WECHAT_APPID = env.text("NONGCAI_WECHAT_APPID", _WECHAT_NEEDS)
NONGCAI_WECHAT_SERIAL = env.text("NONGCAI_WECHAT_SERIAL", _WECHAT_NEEDS)
NONGCAI_WECHAT_PRIVATE_KEY = env.lines("NONGCAI_WECHAT_PRIVATE_KEY", _WECHAT_NEEDS)
NONGCAI_WECHAT_APIV3_KEY = env.text("NONGCAI_WECHAT_APIV3_KEY", _WECHAT_NEEDS)
NONGCAI_WECHAT_PUBLIC_KEY = env.lines("NONGCAI_WECHAT_PUBLIC_KEY", _WECHAT_NEEDS)
NONGCAI_WECHAT_PUBLIC_KEY_ID = env.text("NONGCAI_WECHAT_PUBLIC_KEY_ID", _WECHAT_NEEDS)
NONGCAI_WECHAT_NOTICE_ADDRESS = env.text("NONGCAI_WECHAT_NOTICE_ADDRESS", _WECHAT_NEEDS)
NONGCAI_WECHAT_ADDRESS = env.text("NONGCAI_WECHAT_ADDRESS", "https://api.mch.weixin.qq.com")

# Where confirmed filings may be sent: schemes, hosts and ports, as https://oa.example.gov.cn; without one, nowhere.
NONGCAI_WEBHOOK_ORIGINS = env.words("NONGCAI_WEBHOOK_ORIGINS", "http://127.0.0.1:9000" if DEMO else "")

FILES = HOME / "files"
STORAGES = storages()
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
ORIGINALS_KEPT_DAYS = env.number("ORIGINALS_KEPT_DAYS", 30)
UNLOADED_KEPT_DAYS = env.number("UNLOADED_KEPT_DAYS", 30)
# After how many workdays those are reminded who let a purchase wait for approval.
APPROVAL_REMINDER_DAYS = env.number("APPROVAL_REMINDER_DAYS", 2)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
