"""A supplier's pages on its agencies' reports: `/suppliers/<slug>/…`."""

from django.urls import path

from agencies.views import activity, supplier_documents
from lbn.reporting.published.views import supplier as published
from lbn.reporting.returns.views import admission, reporting_agencies, supplier, terms

app_name = "supplier"
urlpatterns = [
    path("activity/", activity.of_supplier, name="activity"),
    path("documents/", supplier_documents.documents, name="documents"),
    path("documents/paper/<slug:paper>/", supplier_documents.upload, name="document_upload"),
    path("documents/paper/<slug:paper>/<int:version>/", supplier_documents.file, name="document_file"),
    path("agencies/furnished/", admission.agencies_that_name_us, name="furnished"),
    path("agencies/furnished/<uuid:agreement>/", admission.decide, name="decide"),
    path("agencies/furnished/<uuid:agreement>/terms/", terms.terms, name="terms"),
    path("agencies/", reporting_agencies.agencies, name="agencies"),
    path("agencies/reporter/<slug:agency_slug>/", reporting_agencies.agency, name="agency"),
    path("agencies/reporter/<slug:agency_slug>/ask/<int:year>/<int:number>/", reporting_agencies.ask, name="ask"),
    path("agencies/waiver/<slug:agency_slug>/<int:year>/<int:number>/", reporting_agencies.waiver, name="waiver"),
    path(
        "agencies/waiver/<slug:agency_slug>/<int:year>/<int:number>/withdraw/",
        reporting_agencies.waiver_withdraw,
        name="waiver_withdraw",
    ),
    path("agencies/reports/<uuid:report_id>/", supplier.agency_report, name="agency_report"),
    path("agencies/reports/<uuid:report_id>/accept/", supplier.accept, name="accept"),
    path("agencies/reports/<uuid:report_id>/return/", supplier.give_back, name="return"),
    path("reports/", published.reports, name="reports"),
    path("reports/all/<slug:format>/", published.everything, name="everything"),
    path("reports/<uuid:issue_id>/", published.issue, name="issue"),
    path("reports/<uuid:issue_id>/share/", published.share, name="share"),
    path("reports/<uuid:issue_id>/links/<uuid:link_id>/end/", published.end_link, name="end_link"),
    path("reports/<uuid:issue_id>/<slug:format>/", published.download, name="download"),
]
