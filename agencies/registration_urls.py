from django.urls import path

from agencies.views import (
    application_reopening,
    applications,
    approvals,
    joining,
    registration,
    registration_counties,
    request_mails,
)

app_name = "registration"
urlpatterns = [
    path("", registration.begin, name="begin"),
    path("confirm/<str:token>/", registration.confirm, name="confirm"),
    path("join/<str:token>/", joining.join, name="join"),
    path("new-coordinator/<str:token>/", joining.rescue, name="rescue"),
    path("application/confirm/<str:token>/", applications.confirm, name="application_confirm"),
    path("application/begin/<str:token>/", applications.start, name="application_begin"),
    path("application/<str:token>/", applications.application, name="application"),
    path("application/<str:token>/agency/", applications.change, name="application_change"),
    path("application/<str:token>/send/", applications.send, name="application_send"),
    path("application/<str:token>/mail/", applications.resend, name="application_resend"),
    path("application/<str:token>/back/", applications.take_back, name="application_take_back"),
    path("application/<str:token>/withdraw/", applications.withdraw, name="application_withdraw"),
    path("application/<str:token>/again/", application_reopening.go_on, name="application_reopen"),
    path("application/<str:token>/request/", request_mails.mail, name="application_mail"),
    path("application/<str:token>/request/files/", request_mails.package, name="application_package"),
    path("application/<str:token>/request/undo/", request_mails.take_back, name="application_unmail"),
    path("application/<str:token>/answer/<uuid:change>/", applications.answer, name="application_answer"),
    path("application/<str:token>/documents/<uuid:document>/", applications.upload, name="application_upload"),
    path("approval/<str:token>/", approvals.decide, name="approval"),
    path("approval/<str:token>/documents/<uuid:document>/", approvals.document, name="approval_document"),
    path("<slug:program>/apply/", applications.apply, name="apply"),
    path("<slug:program>/apply/again/", application_reopening.find_link, name="apply_again"),
    path("<slug:program>/", registration.agency, name="agency"),
    path("<slug:program>/counties/", registration_counties.counties, name="counties"),
    path("<slug:program>/supplier/", registration.supplier, name="supplier"),
    path("<slug:program>/sent/", registration.sent, name="sent"),
    path("<slug:program>/sent/again/", registration.send_again, name="send_again"),
]
