"""The shared terminal. Its cookie goes to these addresses alone."""

from django.urls import path

from distributions.views import terminal

app_name = "terminal"
urlpatterns = [
    path("", terminal.page, name="page"),
    path("enrol/", terminal.enrol, name="enrol"),
    path("entries/", terminal.entries, name="entries"),
    path("low/", terminal.low, name="low"),
    path("towns/<uuid:agency>.json", terminal.towns, name="towns"),
    path("app.<slug:digest>.js", terminal.script, name="script"),
    path("look.<slug:digest>.css", terminal.style, name="style"),
    path("worker.js", terminal.worker, name="worker"),
    path("manifest.<slug:language>.webmanifest", terminal.manifest, name="manifest"),
]
