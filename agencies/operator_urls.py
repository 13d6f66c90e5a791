from django.urls import path

from agencies.views import activity, operator_departments, operator_people, operator_suppliers, operators

app_name = "operator"
urlpatterns = [
    path("", operators.begin, name="begin"),
    path("activity/", activity.of_office, name="activity"),
    path("registrations/", operators.registrations, name="registrations"),
    path("registrations/<uuid:registration>/", operators.registration, name="registration"),
    path("agencies/", operators.agencies, name="agencies"),
    path("registrations/<uuid:registration>/mark/", operators.mark, name="mark"),
    path("suppliers/", operator_suppliers.suppliers, name="suppliers"),
    path("suppliers/add/", operator_suppliers.add, name="supplier_add"),
    path("suppliers/<uuid:supplier>/", operator_suppliers.supplier, name="supplier"),
    path("departments/", operator_departments.departments, name="departments"),
    path("departments/add/", operator_departments.add, name="department_add"),
    path("departments/<uuid:department>/", operator_departments.department, name="department"),
    path("invitations/<uuid:invitation>/withdraw/", operator_people.withdraw, name="withdraw"),
    path("staff/<uuid:membership>/remove/", operator_people.remove, name="remove"),
]
