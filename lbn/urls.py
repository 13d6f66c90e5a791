"""Every address of the application; `tests/house/access_table.py` says who enters where."""

from django.conf import settings
from django.urls import include, path

from agencies import team_urls
from lbn import health, views

# One name for all addresses of an agency, on whatever floor their pages are.
AGENCY_PAGES = [
    path("", include("distributions.agency_urls")),
    path("", include("inventory.location_urls")),
    path("", include("lbn.agency_life.urls")),
    path("", include("agencies.urls")),
]

urlpatterns = [
    path("", views.start, name="start"),
    path("home/", views.home, name="home"),
    path("home/switch/", views.switch, name="switch"),
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/figures/", views.protection, name="protection"),
    path("privacy/files/", views.about_files, name="about_files"),
    path("figures/", include("lbn.reporting.urls.figures")),
    path("shared/", include("lbn.reporting.urls.shared")),
    path("admission/", include("lbn.reporting.urls.admission")),
    path("programs/", include("agencies.program_urls")),
    path("register/", include("agencies.registration_urls")),
    path("accounts/", include("agencies.person_urls")),
    path("accounts/", include("agencies.account_urls")),
    path("terminal/", include("distributions.terminal_urls")),
    path("agencies/<slug:slug>/log/", include("distributions.urls")),
    path("agencies/<slug:slug>/stock/", include("inventory.urls")),
    path("agencies/<slug:slug>/training/", include("training.urls")),
    path("agencies/<slug:slug>/reports/", include("lbn.reporting.urls.agency")),
    path("agencies/<slug:slug>/", include((AGENCY_PAGES, "agencies"))),
    path("suppliers/<slug:slug>/people/", include(team_urls.supplier)),
    path("suppliers/<slug:slug>/", include("lbn.reporting.urls.supplier")),
    path("departments/<slug:slug>/people/", include(team_urls.department)),
    path("departments/<slug:slug>/", include("lbn.reporting.urls.department")),
    path("operator/people/", include(team_urls.office)),
    path("operator/reports/", include("lbn.reporting.urls.office")),
    path("operator/", include("lbn.operator_urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
if settings.MAILS_ARE_SHOWN:
    urlpatterns.append(path("dev/mail/", include("lbn.mails.urls")))

handler500 = "lbn.errors.server_error"
