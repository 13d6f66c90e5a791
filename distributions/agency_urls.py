"""What an agency sets up for its terminals on this floor; the roof hangs it among the addresses of an agency."""

from django.urls import path

from distributions.views import open_here, place_buttons

urlpatterns = [
    path("terminals/places/", place_buttons.presets, name="presets"),
    path("terminals/places/suggested/", place_buttons.add_suggested, name="presets_suggested"),
    path("terminals/places/<uuid:preset>/remove/", place_buttons.remove, name="preset_remove"),
    path("terminals/<uuid:terminal>/here/", open_here.open_here, name="terminal_here"),
]
