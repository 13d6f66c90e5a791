"""Pages of an agency's own decisions; they hang among the addresses of an agency."""

from django.urls import path

from lbn.agency_life import views

urlpatterns = [
    path("settings/close/", views.close, name="close"),
    path("settings/reopen/", views.reopen, name="reopen"),
    path("settings/confirm/", views.confirm, name="confirm_running"),
]
