"""Pages of an agency on the ground; the roof hangs them and those of upper floors under one name, `agencies`."""

from django.urls import include, path

from agencies import team_urls
from agencies.views import (
    activity,
    approval_letters,
    coalitions,
    documents,
    parents,
    programs,
    roll_call,
    settings,
    suppliers,
    terminals,
)

urlpatterns = [
    path("program/", programs.of_agency, name="program"),
    path("activity/", activity.of_agency, name="activity"),
    path("team/", include(team_urls.agency)),
    path("team/roll-call/", roll_call.roll_call, name="roll_call"),
    path("terminals/", terminals.terminals, name="terminals"),
    path("terminals/add/", terminals.add, name="terminal_add"),
    path("terminals/<uuid:terminal>/", terminals.terminal, name="terminal"),
    path("terminals/<uuid:terminal>/link/", terminals.link, name="terminal_link"),
    path("terminals/<uuid:terminal>/replace/", terminals.replace, name="terminal_replace"),
    path("terminals/<uuid:terminal>/code/", terminals.code, name="terminal_code"),
    path("terminals/<uuid:terminal>/change/", terminals.change, name="terminal_change"),
    path("terminals/<uuid:terminal>/revoke/", terminals.revoke, name="terminal_revoke"),
    path("terminals/<uuid:terminal>/lost/", terminals.lose, name="terminal_lost"),
    path("settings/", settings.settings, name="settings"),
    path("settings/parent/", parents.parent, name="parent"),
    path("settings/parent/leave/", parents.leave_parent, name="parent_leave"),
    path("settings/parent/answer/", parents.answer, name="parent_answer"),
    path("settings/parent/ask/", parents.ask, name="parent_ask"),
    path("settings/parent/invitation/", parents.answer_invitation, name="parent_invitation"),
    path("coalitions/", coalitions.coalitions, name="coalitions"),
    path("coalitions/start/", coalitions.start, name="coalition_start"),
    path("coalitions/<uuid:coalition>/", coalitions.coalition, name="coalition"),
    path("coalitions/<uuid:coalition>/answer/", coalitions.answer, name="coalition_answer"),
    path("coalitions/<uuid:coalition>/end/", coalitions.end, name="coalition_end"),
    path("documents/", documents.documents, name="documents"),
    path("documents/approval/", approval_letters.of_agency, name="approval_letter"),
    path("documents/authorization/", documents.authorize, name="authorize"),
    path("documents/paper/<slug:paper>/", documents.upload, name="document_upload"),
    path("documents/paper/<slug:paper>/<int:version>/", documents.file, name="document_file"),
    path("documents/paper/<slug:paper>/review/", documents.review, name="document_review"),
    path("documents/paper/<slug:paper>/review/undo/", documents.unreview, name="document_unreview"),
    path("supplier/", suppliers.supplier, name="supplier"),
    path("supplier/change/", suppliers.change, name="supplier_change"),
]
