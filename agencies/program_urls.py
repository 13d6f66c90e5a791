"""The rules of state programs, for anyone: `/programs/…`."""

from django.urls import path

from agencies.views import handout, programs, public_agencies, services

app_name = "programs"
urlpatterns = [
    path("", programs.programs, name="list"),
    path("<slug:program>/", programs.program, name="program"),
    path("<slug:program>/agencies/", public_agencies.agencies, name="agencies"),
    path("<slug:program>/handout/", handout.handout, name="handout"),
    path("<slug:program>/services/", services.services, name="services"),
]
