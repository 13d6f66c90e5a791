"""What home says of the papers that the program asks of an agency or a supplier."""

from datetime import date

from django.utils.translation import gettext as _

from agencies.models import Agency, RequiredDocument, Supplier
from agencies.querysets.papers import Paper, papers_at_home
from agencies.wording import write_day
from lbn.home.answers import Said

Status = RequiredDocument.Status


def about_papers(holder: Agency | Supplier, today: date) -> list[Said]:
    """Say which papers are missing, were refused, have expired or run out, and which the agency should go over again.
    Three queries, and none where the program asks for no paper."""
    papers = papers_at_home(holder)
    wanted = [one for one in papers if one.is_wanted]
    missing = [one.asked["name"] for one in wanted if one.row.status == Status.MISSING]
    said = []
    if missing:
        words = _("Not uploaded yet: %(documents)s.")
        said.append(_say(words % {"documents": ", ".join(missing)}, _("Missing")))
    said += [_say_of(one) for one in wanted if one.row.status != Status.MISSING]
    return [*said, *(_say_review(one) for one in papers if one.review_due_on and one.review_due_on <= today)]


def _say_review(paper: Paper) -> Said:
    name, review = paper.asked["name"], paper.last_review
    if review is None:
        return _say(_("Go over it again: %(document)s.") % {"document": name}, _("Review due"))
    words = _("Go over it again: %(document)s. You last did on %(day)s.")
    return _say(words % {"document": name, "day": write_day(review.on)}, _("Review due"))


def _say_of(paper: Paper) -> Said:
    facts = {"document": paper.asked["name"]}
    if paper.row.status == Status.REFUSED:
        return _say(_("%(document)s was not accepted. Upload another version.") % facts, _("Not accepted"))
    facts["day"] = write_day(paper.row.valid_until_on) if paper.row.valid_until_on else ""
    if paper.row.status == Status.EXPIRED:
        return _say(_("%(document)s was valid until %(day)s. Upload a new version.") % facts, _("Expired"))
    words = _("%(document)s is valid until %(day)s. Upload a new version before then.")
    return _say(words % facts, _("Expires soon"))


def _say(sentence: str, word: str) -> Said:
    return Said("papers", sentence, "attention", word)
