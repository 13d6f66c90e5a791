"""An agency's reports: `/agencies/<slug>/reports/…`."""

from django.urls import path

from lbn.reporting.returns.views import agency, amendments, children, coalitions, evaluation, orders, periods

app_name = "reports"
urlpatterns = [
    path("", periods.periods, name="list"),
    path("children/", children.children, name="children"),
    path("coalitions/<uuid:coalition>/", coalitions.of_agency, name="coalition"),
    path("evaluation/", evaluation.evaluation, name="evaluation"),
    path("evaluation/<slug:format>/", evaluation.evaluation_file, name="evaluation_file"),
    path("order/", orders.order, name="order"),
    path("order/package/", orders.package, name="order_package"),
    path("order/documents/<slug:order_paper>/", orders.paper, name="order_paper"),
    path("order/<uuid:order>/undo/", orders.take_back, name="order_take_back"),
    path("figures/make/", periods.make_figures, name="figures_make"),
    path("figures/<uuid:statement_id>/", periods.figures, name="figures"),
    path("figures/<uuid:statement_id>/<slug:format>/", periods.figures_file, name="figures_file"),
    path("<int:year>/<int:number>/", agency.report, name="report"),
    path("<int:year>/<int:number>/send/", agency.send, name="send"),
    path("<int:year>/<int:number>/save/", agency.save, name="save"),
    path("<int:year>/<int:number>/amend/", amendments.amend, name="amend"),
    path("<int:year>/<int:number>/file/", agency.file, name="file"),
    path("<int:year>/<int:number>/figure/<slug:figure>/", agency.figure, name="figure"),
]
