"""The mails that this machine keeps instead of sending them, for whoever tries the application here."""

from functools import wraps
from ipaddress import ip_address

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.access import public
from agencies.downloads import download
from agencies.tables import EmptyState, ListColumn, ListTable, answer_with_table
from agencies.wording import write_instant
from lbn.mails.files import find_mail, list_mails

REASON = "mails that were not sent, for whoever sits at this machine; elsewhere the address does not exist"
MAILS_OF_A_PAGE = 50
# A page written by others: nothing of it runs, nothing is fetched, and it is no page of ours to itself.
ALONE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"


def at_this_machine(view):
    """Answer 404 to whoever comes from elsewhere and only says the name of this machine."""

    @wraps(view)
    def look(request, **named):
        try:
            is_here = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
        except ValueError:
            is_here = False
        if not is_here:
            raise Http404
        return view(request, **named)

    return look


def get_mail(name):
    mail = find_mail(name)
    if mail is None:
        raise Http404
    return mail


@require_safe
@public(REASON)
@at_this_machine
def mails(request):
    """Every mail that was kept, newest first."""
    table = ListTable(
        name="mails",
        caption=_("Mails, newest first"),
        columns=[
            ListColumn(
                "subject", _("Subject"), value=title_of, link=lambda mail: reverse("dev:mail", args=[mail.name])
            ),
            ListColumn("to", _("To"), is_sortable=True),
            ListColumn("sent_at", _("Date"), value=date_of, is_unbroken=True),
        ],
        rows=list_mails(),
        asked=request.GET,
        page_size=MAILS_OF_A_PAGE,
        empty=EmptyState(_("No mail yet"), _("Invite somebody or register an agency: the mail will be here.")),
    )
    return answer_with_table(request, "mails/list.html", table)


@require_safe
@public(REASON)
@at_this_machine
def mail(request, name):
    """One mail: who gets it, its text, and what comes with it."""
    shown = get_mail(name)
    facts = [(_("To"), shown.to), (_("From"), shown.sender), (_("Date"), date_of(shown))]
    return render(request, "mails/mail.html", {"mail": shown, "title": title_of(shown), "facts": facts})


@require_safe
@public(REASON)
@at_this_machine
def html(request, name):
    """The HTML part of a mail, by itself and without any right."""
    content = get_mail(name).html
    if not content:
        raise Http404
    return HttpResponse(content, headers={"Content-Security-Policy": ALONE})


@require_safe
@public(REASON)
@at_this_machine
def attachment(request, name, number):
    """A file that comes with a mail, to be saved."""
    attachments = get_mail(name).attachments
    if not 0 < number <= len(attachments):
        raise Http404
    chosen = attachments[number - 1]
    return download(chosen.name, chosen.content, kind=chosen.kind)


def title_of(mail):
    return mail.subject or _("Without a subject")


def date_of(mail):
    return write_instant(mail.sent_at) if mail.sent_at else ""
