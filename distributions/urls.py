"""The agency's own log: `/agencies/<slug>/log/…`."""

from django.urls import path

from distributions.views import (
    corrections,
    events,
    import_columns,
    imports,
    months,
    paper,
    places,
    sheets,
    tallies,
    volume,
)

app_name = "distributions"
urlpatterns = [
    path("", months.months, name="months"),
    path("<int:year>/<int:number>/", months.month, name="month"),
    path("<int:year>/<int:number>/log.csv", months.month_export, name="month_export"),
    path("places/", places.places, name="places"),
    path("places/places.csv", places.export, name="places_export"),
    path("add/", paper.add, name="add"),
    path("event/", events.event, name="event"),
    path("month-total/", events.month_total, name="month_total"),
    path("zip-codes.json", paper.zip_codes, name="zip_codes"),
    path("tallies/", tallies.tallies, name="tallies"),
    path("tracking-sheet/", paper.tracking_sheet, name="tracking_sheet"),
    path("log.csv", months.export, name="export"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("correct/<uuid:count_id>/", corrections.correct, name="correct"),
    path("correct/<uuid:count_id>/move/", corrections.move, name="move"),
    path("sheets/", sheets.sheets, name="sheets"),
    path("sheets/<uuid:sheet>/", sheets.sheet, name="sheet"),
    path("sheets/<uuid:sheet>/label/", sheets.label, name="sheet_label"),
    path("sheets/<uuid:sheet>/take-back/", sheets.take_back, name="sheet_take_back"),
    path("usual-day/", volume.right, name="usual_day"),
    path("import/", imports.judge, name="import"),
    path("import/columns/", import_columns.say, name="import_columns"),
    path("import/confirm/", imports.confirm, name="import_confirm"),
    path("import/template.csv", imports.template, name="import_template"),
]
