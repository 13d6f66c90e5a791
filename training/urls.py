from django.urls import path

from training import views

app_name = "training"
urlpatterns = [
    path("", views.matrix, name="matrix"),
    path("people/add/", views.person_add, name="person_add"),
    path("people/<uuid:person>/", views.person, name="person"),
    path("people/<uuid:person>/change/", views.person_change, name="person_change"),
    path("people/<uuid:person>/left/", views.person_leave, name="person_left"),
    path("people/<uuid:person>/returned/", views.person_return, name="person_returned"),
    path("people/<uuid:person>/merge/", views.person_merge, name="person_merge"),
    path("people/<uuid:person>/delete/", views.person_delete, name="person_delete"),
    path("people/<uuid:person>/certificate/", views.certificate_add, name="certificate_add"),
    path("people/<uuid:person>/completions/<uuid:completion>/", views.completion_change, name="completion_change"),
    path(
        "people/<uuid:person>/completions/<uuid:completion>/delete/",
        views.completion_delete,
        name="completion_delete",
    ),
    path(
        "people/<uuid:person>/completions/restore/<str:signed>/", views.completion_restore, name="completion_restore"
    ),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/sign-in/", views.sign_in_sheet, name="sign_in_sheet"),
    path("sessions/record/", views.session_record, name="session_record"),
    path("sessions/<uuid:session>/", views.session, name="session"),
    path("sessions/<uuid:session>/change/", views.session_change, name="session_change"),
    path("sessions/<uuid:session>/withdraw/", views.session_withdraw, name="session_withdraw"),
    path("roster/", views.roster_check, name="roster"),
    path("roster/columns/", views.roster_columns_say, name="roster_columns"),
    path("roster/import/", views.roster_import, name="roster_import"),
    path("roster/download.csv", views.roster_download, name="roster_download"),
    path("roster/template.csv", views.roster_template, name="roster_template"),
]
