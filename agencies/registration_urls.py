from django.urls import path

from agencies.views import joining, registration, registration_counties

app_name = "registration"
urlpatterns = [
    path("", registration.begin, name="begin"),
    path("confirm/<str:token>/", registration.confirm, name="confirm"),
    path("join/<str:token>/", joining.join, name="join"),
    path("new-coordinator/<str:token>/", joining.rescue, name="rescue"),
    path("<slug:program>/", registration.agency, name="agency"),
    path("<slug:program>/counties/", registration_counties.counties, name="counties"),
    path("<slug:program>/supplier/", registration.supplier, name="supplier"),
    path("<slug:program>/sent/", registration.sent, name="sent"),
    path("<slug:program>/sent/again/", registration.send_again, name="send_again"),
]
