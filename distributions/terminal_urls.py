"""The shared terminal. Its cookie goes to these addresses alone."""

from django.urls import path

from distributions.views import terminal

app_name = "terminal"
urlpatterns = [
    path("", terminal.page, name="page"),
    path("enrol/", terminal.enrol, name="enrol"),
    path("entries/", terminal.entries, name="entries"),
]
