"""The figures that anyone may read, where a program office shows them: `/figures/…`."""

from django.urls import path

from lbn.reporting.published.views import public

app_name = "figures"
urlpatterns = [
    path("", public.programs, name="programs"),
    path("<slug:program>/", public.figures, name="program"),
    path("<slug:program>/all/<slug:format>/", public.everything, name="everything"),
    path("<slug:program>/<uuid:issue_id>/", public.issue, name="issue"),
    path("<slug:program>/<uuid:issue_id>/<slug:format>/", public.download, name="download"),
]
