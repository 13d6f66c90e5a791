"""A program office's desk: `/operator/…`, what the ground knows and what needs reports."""

from agencies import operator_urls
from lbn.reporting.urls import desk

app_name = operator_urls.app_name
urlpatterns = [*operator_urls.urlpatterns, *desk.urlpatterns]
