"""A program office's published reports: `/operator/reports/…`."""

from django.urls import path

from lbn.reporting.published.views import earlier, office

app_name = "office"
urlpatterns = [
    path("", office.reports, name="reports"),
    path("public/", office.public, name="public"),
    path("suppliers/", office.hand_to_suppliers, name="hand_to_suppliers"),
    path("everybody/", office.everybody, name="everybody"),
    path("everybody/<uuid:issue_id>/withdraw/", office.withdraw, name="withdraw"),
    path("before/", earlier.earlier, name="earlier"),
    path("before/add/", earlier.add, name="earlier_add"),
    path("before/<uuid:earlier_id>/", earlier.correct, name="earlier_correct"),
    path("before/<uuid:earlier_id>/take-back/", earlier.take_back, name="earlier_take_back"),
    path("all/<slug:format>/", office.everything, name="everything"),
    path("<uuid:issue_id>/", office.issue, name="issue"),
    path("<uuid:issue_id>/share/", office.share, name="share"),
    path("<uuid:issue_id>/links/<uuid:link_id>/end/", office.end_link, name="end_link"),
    path("<uuid:issue_id>/<slug:format>/", office.download, name="download"),
]
