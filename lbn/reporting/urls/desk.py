"""What of a program office's desk needs reports: more addresses of `/operator/…`."""

from django.urls import path

from lbn.reporting.returns.views import admission_office, merging, office_agencies

urlpatterns = [
    path("agencies/", office_agencies.agencies, name="agencies"),
    path("agencies/<uuid:agency>/", office_agencies.agency, name="agency"),
    path("agencies/<uuid:agency>/admit/", admission_office.admit, name="agency_admit"),
    path("agencies/<uuid:agency>/unadmit/", admission_office.take_back, name="agency_unadmit"),
    path("agencies/<uuid:agency>/leave-out/", admission_office.leave_out, name="agency_leave_out"),
    path("agencies/<uuid:agency>/let-back/", admission_office.let_back, name="agency_let_back"),
    path("agencies/<uuid:agency>/welcome/", admission_office.welcome, name="agency_welcome"),
    path("suppliers/<uuid:supplier>/merge/", merging.merge, name="supplier_merge"),
]
