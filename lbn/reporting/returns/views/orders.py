"""The order from a supplier who asks for figures and documents with it: prepared here, sent by the agency itself."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.bundles import zip_files
from agencies.document_files import read_version
from agencies.downloads import download
from agencies.refusals import show_refusals
from agencies.undo import offer_undo
from agencies.views.documents import line_of, show_upload
from agencies.wording import say
from lbn.reporting.models import SentOrder
from lbn.reporting.returns.actions.orders import record_order, take_back_order
from lbn.reporting.returns.forms.orders import OrderSizeForm, SentForm
from lbn.reporting.returns.orders import order_papers_of, prepare_order
from lbn.reporting.returns.recipients import recipient_named, recipients_of
from lbn.reporting.returns.statements import next_figures
from lbn.reporting.returns.states import states_of


def order_of(agency):
    """What the program's pack says of orders; 404 where nobody asks for anything with one."""
    order = agency.program.rules.order
    if order is None:
        raise Http404
    return order


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.SUBMIT_REPORTS)
def order(request, agency):
    """Prepare an order: how much, the figures, what goes along, and the mail; and say that it was sent."""
    asked, today = order_of(agency), clock.today(agency.time_zone)
    size_form = OrderSizeForm(request.GET if "units" in request.GET else None, order=asked)
    size = size_form.size if size_form.is_bound and size_form.is_valid() else None
    package = prepare_order(agency, today, size)
    sent_form = SentForm(request.POST or None, initial={"sent_on": today})
    if request.method == "POST" and size and sent_form.is_valid():
        with show_refusals(sent_form):
            made = record_order(package=package, sent_on=sent_form.cleaned_data["sent_on"], by=request.user)
            words = say(_("Recorded: sent on %(day)s, %(units)s units."), day=made.sent_on, units=made.units)
            offer_undo(request, words, reverse("reports:order_take_back", args=[agency.slug, made.pk]))
            return redirect("reports:order", agency.slug)
    context = {
        "agency": agency,
        "order": asked,
        "package": package,
        "papers": [{"one": one, "line": paper_line(one.paper, agency, request.GET)} for one in package.papers],
        "query": request.GET.urlencode(),
        "size_form": size_form,
        "form": sent_form if sent_form.is_bound or size else size_form,
        "sent_form": sent_form,
        **next_figures_of(agency, package, today),
    }
    return render(request, "reporting/order.html", context)


def paper_line(paper, agency, asked):
    """A document as the page lists it; it is uploaded on a page that leads back here, to what was `asked`."""
    upload_url = reverse("reports:order_paper", args=[agency.slug, paper.row.slug])
    return line_of(paper, agency, "agencies") | {"upload_url": f"{upload_url}?{asked.urlencode()}"}


def next_figures_of(agency, package, today):
    """{"profile": whose figures can be made now, "next": over which days}, or {"refusal": why not}."""
    recipient = recipient_named(recipients_of(agency, today), agency.program.rules.order_profile)
    if recipient is None:
        return {"refusal": _("Your agency has no reporting period yet.")}
    statements = [package.statement] if package.statement else []
    return {"profile": recipient.slug, **next_figures(recipient, statements, states_of(agency, today), today)}


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.SUBMIT_REPORTS)
def paper(request, agency, order_paper):
    """Upload a document that goes along with orders."""
    order_of(agency)
    found = next((one for one in order_papers_of(agency) if one.row.slug == order_paper), None)
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return show_upload(request, found, reverse("reports:order", args=[agency.slug]) + asked)


@require_safe
@agency_page(Permission.SUBMIT_REPORTS)
def package(request, agency):
    """Everything that goes along with an order as one file: the form, the documents, and the text of the mail."""
    form = OrderSizeForm(request.GET, order=order_of(agency))
    if not form.is_valid():
        return redirect("reports:order", agency.slug)
    prepared = prepare_order(agency, clock.today(agency.time_zone), form.size)
    if prepared.mail is None:
        return redirect("reports:order", agency.slug)
    parts = prepared.written_parts
    for one in prepared.attached:
        data = read_version(one.paper.row.versions.all()[0])
        if data is None:
            raise Http404
        parts[one.file_name] = data
    return download(f"{slugify(agency.name)}-order.zip", zip_files(parts), kind="application/zip")


@require_POST
@agency_page(Permission.SUBMIT_REPORTS)
def take_back(request, agency, order):
    """Forget that an order was sent."""
    take_back_order(order=get_object_or_404(SentOrder, agency=agency, pk=order), by=request.user)
    messages.success(request, _("The record is taken back."))
    return redirect("reports:order", agency.slug)
