"""The pages of an agency's locations; the roof hangs them among the addresses of an agency."""

from django.urls import path

from inventory.views import locations

urlpatterns = [
    path("locations/", locations.locations, name="locations"),
    path("locations/add/", locations.add, name="location_add"),
    path("locations/<uuid:location>/", locations.location, name="location"),
    path("locations/<uuid:location>/main/", locations.make_main, name="location_main"),
    path("locations/<uuid:location>/close/", locations.close, name="location_close"),
    path("locations/<uuid:location>/merge/", locations.merge, name="location_merge"),
    path("locations/<uuid:location>/reopen/", locations.reopen, name="location_reopen"),
]
