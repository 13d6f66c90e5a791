"""What an applicant says and uploads, what an approver answers, and what a reviewer says of it."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm, single_line
from agencies.forms.choices import offer_choices
from agencies.forms.days import day_field
from agencies.forms.registration import AgencyForm
from agencies.models import Application, AskedChange
from agencies.uploads import TOO_LARGE, UPLOAD_AT_MOST

YES, NO = "yes", "no"
WORDS_AT_MOST = 600
OWN_COLUMNS = (
    "agency_name",
    "kind",
    "jurisdiction",
    "coordinator_name",
    "coordinator_email",
    "coordinator_phone",
)


def words_field(label, *, required="", hint="", rows=3):
    """A box for a few sentences; `required` is the sentence where nothing was written, "" where that may be."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=WORDS_AT_MOST,
        required=bool(required),
        error_messages={"required": required} if required else {},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def authorization_field():
    """Who holds the authorization under which an agency leaves kits: True for the agency itself."""
    return forms.TypedChoiceField(
        label=_("Who holds the authorization under which you leave kits?"),
        choices=[(NO, _("Our supplier, such as the county's program")), (YES, _("Our agency itself"))],
        coerce=lambda chosen: chosen == YES,
        widget=forms.RadioSelect,
        help_text=_("If your agency holds it, we ask you for its documents."),
        error_messages={"required": _("Choose who holds the authorization.")},
    )


class AuthorizationForm(RefusableForm):
    """Who holds the authorization of an agency that takes part."""

    holds_authorization = authorization_field()

    def __init__(self, data=None, *, agency):
        said = YES if agency.holds_authorization else NO
        super().__init__(data, initial={"holds_authorization": said})


class ApplicationForm(AgencyForm):
    """The agency, its coordinator, what the program asks of an agency, and whom the applicant names as approvers.

    `application` is the one that is changed, if there is one: its confirmed address stays.
    """

    holds_authorization = authorization_field()

    def __init__(self, *args, program, application=None, **kwargs):
        if application:
            kwargs["initial"] = said_of(application)
        super().__init__(*args, program=program, **kwargs)
        del self.fields["is_registered_oopp"]
        if application and application.has_reached_office:
            del self.fields["coordinator_email"]
        if not program.rules.asks_who_is_authorized:
            del self.fields["holds_authorization"]
        for asked in program.rules.eligibility:
            self.fields[f"is_{asked['slug']}"] = EligibilityField(asked)
        for asked in self.named_approvers:
            self._add_approver(asked)
        self.order_fields(["jurisdiction", "agency_name", "kind", *self._questions(), "holds_authorization"])

    @property
    def other_way(self):
        """The pathway of the pack for an agency that is not what a question asks; None where nobody was refused."""
        refused = [one for one in self.program.rules.eligibility if f"is_{one['slug']}" in self.errors]
        ways = (self.program.rules.pathway(one["pathway"]) for one in refused if one.get("pathway"))
        return next((way for way in ways if way and self.said_no), None)

    @property
    def said_no(self):
        """Whether some question was answered with no, and not left open."""
        return any(self.data.get(name) == NO for name in self._questions())

    def _questions(self):
        return [name for name in self.fields if name.startswith("is_")]

    @cached_property
    def named_approvers(self):
        """Those whom the applicant names, for the pack has no address of theirs."""
        return [one for one in self.program.rules.approvers if not one["email"]]

    def _add_approver(self, asked):
        slug = asked["slug"]
        self.fields[f"{slug}_name"] = forms.CharField(
            label=_("%(who)s: name") % {"who": asked["name"]},
            help_text=asked["about"],
            max_length=120,
            error_messages={"required": _("Enter the name.")},
        )
        self.fields[f"{slug}_email"] = forms.EmailField(
            label=_("%(who)s: e-mail address") % {"who": asked["name"]},
            help_text=_("We write to this address once you have confirmed your own."),
            error_messages={"required": _("Enter the e-mail address.")},
        )

    @property
    def facts(self):
        """The columns of an application, as they were said."""
        said = {name: self.cleaned_data[name] for name in OWN_COLUMNS if name in self.cleaned_data}
        return said | {"holds_authorization": self.cleaned_data.get("holds_authorization", False)}

    @property
    def approvers(self):
        """(name, address) of whom the applicant names, by slug."""
        said = self.cleaned_data
        slugs = [one["slug"] for one in self.named_approvers]
        return {slug: (single_line(said[f"{slug}_name"]), said[f"{slug}_email"]) for slug in slugs}


def said_of(application):
    """What an application says now, by the names of the form's fields."""
    said = {name: getattr(application, name) for name in OWN_COLUMNS}
    said["holds_authorization"] = YES if application.holds_authorization else NO
    said |= {f"is_{asked['slug']}": YES for asked in application.program.rules.eligibility}
    for one in application.approvals.all():
        said |= {f"{one.approver}_name": one.name, f"{one.approver}_email": one.email}
    return said


class EligibilityField(forms.ChoiceField):
    """A question of the pack to which only yes leads on; the sentence for a no is the pack's."""

    def __init__(self, asked):
        self.refusal = asked["refusal"]
        super().__init__(
            label=asked["text"],
            choices=[(YES, _("Yes")), (NO, _("No"))],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose yes or no.")},
        )

    def validate(self, value):
        super().validate(value)
        if value != YES:
            raise forms.ValidationError(self.refusal)


class UploadForm(RefusableForm):
    """A file; with the day on it where the document is valid for a time only."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("PDF, Word (.docx), PNG or JPEG, at most 10 MB. We do not keep the name of the file."),
        error_messages={
            "required": _("Choose the document."),
            "invalid": _("Choose the document."),
            "missing": _("Choose the document."),
        },
        widget=forms.FileInput(
            attrs={
                "accept": ".pdf,.docx,.png,.jpg,.jpeg",
                "data-at-most": UPLOAD_AT_MOST,
                "data-too-large": TOO_LARGE,
            }
        ),
    )
    issued_on = forms.DateField(
        label=_("Day on the document"),
        help_text=_("The document is valid from this day on."),
        error_messages={"required": _("Enter the day on the document."), "invalid": _("Enter a day.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, is_valid_for_a_time, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_valid_for_a_time:
            del self.fields["issued_on"]


class LostLinkForm(RefusableForm):
    """Whose applications' links are mailed again."""

    email = forms.EmailField(
        label=_("Your work e-mail address"),
        error_messages={"required": _("Enter your work e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ReviewForm(RefusableForm):
    """The day on which an agency went over a document again."""

    on = day_field(_("Day of the review"), missing=_("Enter the day of the review."))


class SentMailForm(RefusableForm):
    """The day on which an applicant sent the request mail."""

    sent_on = day_field(_("Sent on"), missing=_("Enter the day on which you sent it."))


class AnswerForm(RefusableForm):
    words = words_field(_("Your answer"), hint=_("Needed only if you upload nothing new."))

    def clean_words(self):
        return single_line(self.cleaned_data["words"])


class VoteForm(RefusableForm):
    """What a reviewer says of the version `number`, which they have read in the application's `edition`."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    words = words_field(_("What is wrong with it"), hint=_("Needed if you do not accept it. The applicant reads it."))

    def clean_words(self):
        return single_line(self.cleaned_data["words"])


class PointsForm(RefusableForm):
    """What to change, a box for each document and one for the agency; empty boxes ask for nothing.

    `documents` are (the pack's entry, the document).
    """

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[AskedChange.AGENCY] = words_field(_("About the agency"), rows=2)
        for asked, document in documents:
            self.fields[document.slug] = words_field(asked["name"], rows=2)

    @property
    def points(self):
        """What was written, by what it is about."""
        return {about: single_line(words) for about, words in self.cleaned_data.items() if words.strip()}


class DeclineForm(RefusableForm):
    because = forms.ChoiceField(
        label=_("Why"),
        choices=Application.DeclinedBecause.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )
    words = words_field(_("Message to the applicant"), hint=_("What they can do instead, for example."))

    def clean_words(self):
        return single_line(self.cleaned_data["words"])


class ChecklistForm(RefusableForm):
    ticked = forms.MultipleChoiceField(
        label=_("What you have checked"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, checklist, **kwargs):
        super().__init__(*args, **kwargs)
        offer_choices(self, "ticked", [(one["slug"], write_check(one)) for one in checklist])


def write_check(one):
    """What a line of the checklist says."""
    return f"{one['name']}. {one['about']}".removesuffix(". ")


class ApprovalForm(RefusableForm):
    """An approver's words; `seen` says which versions of the documents the page has shown."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    words = words_field(
        _("What is missing"), hint=_("Needed if you do not approve. The office and the applicant read it.")
    )

    def clean_words(self):
        return single_line(self.cleaned_data["words"])
