"""What of a program office's desk needs reports: more addresses of `/operator/…`."""

from django.urls import path

from lbn.reporting.returns.views import merging

urlpatterns = [
    path("suppliers/<uuid:supplier>/merge/", merging.merge, name="supplier_merge"),
]
