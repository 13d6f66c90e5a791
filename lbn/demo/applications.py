"""Where the program office reviews who comes in, an agency applies: with documents, and an approval by a link."""

from datetime import date, timedelta

from django.utils.text import slugify

from agencies.actions.application_review import (
    approve_application,
    ask_for_changes,
    begin_agency,
    claim_application,
    decline_application,
    tick_checklist,
)
from agencies.actions.applications import begin_application, confirm_application, submit_application
from agencies.actions.approvals import answer_approval, ask_approver_again, versions_of
from agencies.actions.required_documents import judge_document, upload_document
from agencies.actions.suppliers import change_supplier
from agencies.models import Agency, Application, Approval, DocumentVersion, DocumentVote, User
from agencies.querysets.applications import name_former
from lbn.demo.papers import draw_paper
from lbn.demo.parts import SUFFIX, AgencyPart, ApplicantPart
from lbn.demo.world import World

# How many days before an agency comes in each step is taken.
APPLIED, TAKEN, APPROVED, READ = 24, 20, 11, 4
ISSUED = timedelta(days=690)  # before the last day that is told: a paper of two years soon expires


def let_in(world: World, part: AgencyPart, coordinator: User, day: date) -> Agency:
    """Let an agency apply, be read and approved by all, come in on `day` and enter its supplier."""
    who = {"agency_name": part.name, "kind": part.kind, "holds_authorization": part.holds_authorization}
    person = {"coordinator_name": coordinator.name, "coordinator_email": coordinator.email}
    sent = hand_in(world, part.county, day - timedelta(days=APPLIED), **who, **person)
    taken = claim_application(application=sent, by=world.office, today=day - timedelta(days=TAKEN))
    let_approve(taken, day - timedelta(days=APPROVED))
    for document in taken.required_documents.all():
        accepted = {"verdict": DocumentVote.Verdict.ACCEPTED, "words": ""}
        read_on = day - timedelta(days=READ)
        judge_document(document=document, number=document.version, by=world.office, today=read_on, **accepted)
    ticked = [one["slug"] for one in world.program.rules.checklist]
    tick_checklist(application=taken, ticked=ticked, by=world.office)
    approved = approve_application(application=taken, by=world.office, today=day)
    begin_agency(application=approved, user=coordinator)
    supplier = world.desks[part.supplier].supplier
    change_supplier(agency=approved.agency, supplier=supplier, by=coordinator, day=day)
    return Agency.objects.get(pk=approved.agency.pk)


def hand_in(world: World, county: str, day: date, **facts) -> Application:
    """Begin an application on `day` with all that is asked, send it, and confirm the address a day later."""
    (jurisdiction,) = world.find_counties(county)
    made = begin_application(
        program=world.program,
        approvers=name_who_approves(world, county),
        today=day,
        jurisdiction=jurisdiction,
        **facts,
    )
    for document in made.required_documents.all():
        asked = name_former(document)
        paper = draw_paper(f"{asked['name']} of {made.agency_name}")
        issued_on = world.on - ISSUED if asked["validity_months"] else None
        pdf = DocumentVersion.Kind.PDF
        upload_document(document=document, data=paper, kind=pdf, today=day, issued_on=issued_on)
    sent = submit_application(application=made, today=day, at=world.instant(day, 10))
    confirmed_on = day + timedelta(days=1)
    return confirm_application(application=sent, today=confirmed_on, at=world.instant(confirmed_on, 9))


def name_who_approves(world: World, county: str) -> dict[str, tuple[str, str]]:
    """Return (name, address) of whom the applicant names as approvers, by slug: somebody of the county."""
    named = [one["slug"] for one in world.program.rules.approvers if not one["email"]]
    return {slug: (f"{county} County EMS{SUFFIX}", f"ems@{slugify(county)}.example") for slug in named}


def let_approve(application: Application, day: date) -> None:
    """Let everybody who has to approve do so, by the link in their mail."""
    for approval in application.approvals.select_related("application__program"):
        seen = versions_of(application)
        answer_approval(approval=approval, approves=True, words="", seen=seen, today=day)


def tell_applicants(world: World) -> None:
    """Let those apply who have not come in."""
    for part in world.cast.applicants:
        first = part.coordinator.split()[0].lower()
        facts = {"agency_name": part.name, "kind": part.kind, "coordinator_name": part.coordinator}
        facts["coordinator_email"] = f"{first}@{slugify(part.name.split()[0])}.example"
        day = world.on - timedelta(days=part.days)
        decide(world, part, hand_in(world, part.county, day, **facts), day)


def decide(world: World, part: ApplicantPart, sent: Application, day: date) -> None:
    """Bring an application that was sent on `day` to where its part says that it stands."""
    if part.fate == "waiting":
        return
    taken = claim_application(application=sent, by=world.office, today=day + timedelta(days=2))
    if part.fate == "in_review":
        return
    by = {"application": taken, "by": world.office, "today": day + timedelta(days=4)}
    if part.fate == "declined":
        because = Application.DeclinedBecause.NOT_ELIGIBLE
        decline_application(because=because, words=part.words, **by)
    else:
        document = taken.required_documents.order_by("slug").last()
        ask_for_changes(points={document.slug: part.words}, **by)


def mail_again(on: date) -> None:
    """Mail the links of applications that wait for somebody outside the office once more, on the last day: those who
    have not answered whether they approve, and applicants whom the office asked for changes."""
    for approval in Approval.objects.filter(status=Approval.Status.WAITING).select_related("application__program"):
        if approval.application.asks_approvers:
            ask_approver_again(approval=approval, by=approval.application.reviewer, today=on)
    for application in Application.objects.filter(status=Application.Status.CHANGES_REQUESTED):
        approvers = {one.approver: (one.name, one.email) for one in application.approvals.all()}
        said = ("program", "agency_name", "kind", "jurisdiction", "coordinator_name", "coordinator_email")
        begin_application(approvers=approvers, today=on, **{name: getattr(application, name) for name in said})
