from django.urls import path

from agencies.views import (
    activity,
    operator_departments,
    operator_people,
    operator_places,
    operator_rescue,
    operator_suppliers,
    operators,
)

app_name = "operator"
urlpatterns = [
    path("", operators.begin, name="begin"),
    path("activity/", activity.of_office, name="activity"),
    path("registrations/", operators.registrations, name="registrations"),
    path("registrations/<uuid:registration>/", operators.registration, name="registration"),
    path("agencies/<uuid:agency>/rescue/", operator_rescue.rescue, name="rescue"),
    path("agencies/<uuid:agency>/rescue/stop/", operator_rescue.stop, name="rescue_stop"),
    path("registrations/<uuid:registration>/mark/", operators.mark, name="mark"),
    path("registrations/<uuid:registration>/reopen/", operators.reopen, name="reopen"),
    path("registrations/<uuid:registration>/resend/", operators.resend, name="resend"),
    path("suppliers/", operator_suppliers.suppliers, name="suppliers"),
    path("suppliers/add/", operator_suppliers.add, name="supplier_add"),
    path("suppliers/<uuid:supplier>/", operator_suppliers.supplier, name="supplier"),
    path("suppliers/<uuid:supplier>/edit/", operator_suppliers.edit, name="supplier_edit"),
    path("suppliers/<uuid:supplier>/list/", operator_suppliers.put, name="supplier_list"),
    path("suppliers/<uuid:supplier>/unlist/", operator_suppliers.unlist, name="supplier_unlist"),
    path("suppliers/<uuid:supplier>/same/", operator_suppliers.same, name="supplier_same"),
    path("same/<uuid:same>/end/", operator_suppliers.same_end, name="supplier_same_end"),
    path("departments/", operator_departments.departments, name="departments"),
    path("departments/add/", operator_departments.add, name="department_add"),
    path("departments/<uuid:department>/", operator_departments.department, name="department"),
    path("departments/<uuid:department>/edit/", operator_departments.edit, name="department_edit"),
    path("departments/<uuid:department>/list/", operator_departments.put, name="department_list"),
    path("departments/<uuid:department>/unlist/", operator_departments.unlist, name="department_unlist"),
    path("departments/<uuid:department>/merge/", operator_departments.merge, name="department_merge"),
    path("places/", operator_places.places, name="places"),
    path("places/<slug:zip_code>/mark/", operator_places.mark, name="place_mark"),
    path("places/<slug:zip_code>/unmark/", operator_places.unmark, name="place_unmark"),
    path("invitations/<uuid:invitation>/withdraw/", operator_people.withdraw, name="withdraw"),
    path("staff/<uuid:membership>/remove/", operator_people.remove, name="remove"),
]
