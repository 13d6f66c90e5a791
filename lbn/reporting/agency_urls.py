"""An agency's reports: `/agencies/<slug>/reports/…`."""

from django.urls import path

from lbn.reporting.views import agency

app_name = "reports"
urlpatterns = [
    path("", agency.periods, name="list"),
    path("<int:year>/<int:number>/", agency.report, name="report"),
    path("<int:year>/<int:number>/send/", agency.send, name="send"),
]
