"""One published report, for whoever holds a link to it: `/shared/<key>/…`."""

from django.urls import path

from lbn.reporting.published.views import shared

app_name = "shared"
urlpatterns = [
    path("<str:link_key>/", shared.report, name="report"),
    path("<str:link_key>/<slug:format>/", shared.file, name="file"),
]
