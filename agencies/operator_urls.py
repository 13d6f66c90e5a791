from django.urls import path

from agencies.views import operators

app_name = "operator"
urlpatterns = [
    path("", operators.registrations, name="registrations"),
    path("agencies/", operators.agencies, name="agencies"),
    path("registrations/<uuid:registration>/mark/", operators.mark, name="mark"),
]
