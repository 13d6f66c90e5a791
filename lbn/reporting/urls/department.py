"""A health department's published reports, and the coalitions that it reads: `/departments/<slug>/…`."""

from django.urls import path

from agencies.views import activity
from lbn.reporting.published.views import department
from lbn.reporting.returns.views import coalitions

app_name = "department"
urlpatterns = [
    path("activity/", activity.of_department, name="activity"),
    path("coalitions/", coalitions.list_of_department, name="coalitions"),
    path("coalitions/<uuid:coalition>/", coalitions.of_department, name="coalition"),
    path("reports/", department.reports, name="reports"),
    path("reports/all/<slug:format>/", department.everything, name="everything"),
    path("reports/<uuid:issue_id>/", department.issue, name="issue"),
    path("reports/<uuid:issue_id>/share/", department.share, name="share"),
    path("reports/<uuid:issue_id>/links/<uuid:link_id>/end/", department.end_link, name="end_link"),
    path("reports/<uuid:issue_id>/<slug:format>/", department.download, name="download"),
]
