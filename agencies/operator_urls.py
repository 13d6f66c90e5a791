from django.urls import path

from agencies.views import operators

app_name = "operator"
urlpatterns = [
    path("", operators.begin, name="begin"),
    path("registrations/", operators.registrations, name="registrations"),
    path("registrations/<uuid:registration>/", operators.registration, name="registration"),
    path("agencies/", operators.agencies, name="agencies"),
    path("registrations/<uuid:registration>/mark/", operators.mark, name="mark"),
]
