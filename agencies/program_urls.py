"""The rules of state programs, for anyone: `/programs/…`."""

from django.urls import path

from agencies.views import programs, services

app_name = "programs"
urlpatterns = [
    path("", programs.programs, name="list"),
    path("<slug:program>/", programs.program, name="program"),
    path("<slug:program>/services/", services.services, name="services"),
]
