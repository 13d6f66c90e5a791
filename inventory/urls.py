from django.urls import path

from inventory import views

app_name = "inventory"
urlpatterns = [
    path("", views.stock, name="stock"),
    path("opening/", views.opening, name="opening"),
    path("receive/", views.receive, name="receive"),
    path("move/", views.move, name="move"),
    path("write-off/", views.write_off, name="write_off"),
    path("write-off/lots/", views.write_off_lots, name="write_off_lots"),
    path("count/", views.stock_count, name="count"),
    path("uncovered/", views.find_uncovered, name="uncovered"),
    path("ledger/", views.ledger, name="ledger"),
    path("leftovers/<uuid:location>/", views.leftovers, name="leftovers"),
    path("entries/<uuid:entry>/", views.entry, name="entry"),
    path("entries/<uuid:entry>/correct/", views.correct_entry, name="correct_entry"),
    path("entries/<uuid:entry>/take-back/", views.take_back, name="take_back"),
    path("low/<uuid:notice>/done/", views.settle, name="settle_low"),
    path("lots/<uuid:lot>/", views.lot, name="lot"),
    path("lots/<uuid:lot>/correct/", views.correct_lot, name="correct_lot"),
    path("lots/<uuid:lot>/hold-back/", views.hold_back, name="hold_back"),
    path("lots/<uuid:lot>/release/", views.release, name="release"),
]
