"""The documents of a supplier that holds the authorization under which agencies leave kits."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Permission, supplier_page
from agencies.querysets.papers import papers_of
from agencies.views.documents import hand_out_own, lines_of, show_upload


@require_safe
@supplier_page(Permission.SEE_SUPPLIER)
def documents(request, supplier):
    """List the supplier's documents with what was said of them."""
    context = {"supplier": supplier, "holder": supplier, "lines": lines_of(supplier, "supplier")}
    return render(request, "agencies/documents/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@supplier_page(Permission.SEE_SUPPLIER)
def upload(request, supplier, paper):
    """Upload a newer version of a document."""
    found = next((one for one in papers_of(supplier) if one.row.slug == paper), None)
    return show_upload(request, found, reverse("supplier:documents", args=[supplier.slug]))


@require_safe
@supplier_page(Permission.SEE_SUPPLIER)
def file(request, supplier, paper, version):
    """Hand the supplier a version of its own document, as a file."""
    return hand_out_own(supplier, paper, version)
