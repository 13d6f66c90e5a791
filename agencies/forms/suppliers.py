"""Who furnishes an agency's kits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.actions.suppliers import judge_supplier
from agencies.forms.branches import BranchForm, single_line
from agencies.forms.choices import offer_choices, offer_rows
from agencies.models import Supplier
from agencies.refusals import show_refusals

KNOWN, ANOTHER, NOT_YET = "known", "another", "none"
OWN_REGISTRATION = "registered_oopp"


def question_fields(program, *, ask_all=True):
    """Return the program's questions on the way to a supplier as form fields, by name."""
    questions = [q for q in program.questions if ask_all or q["slug"] != OWN_REGISTRATION]
    return {
        f"question_{question['slug']}": forms.ChoiceField(
            label=question["text"],
            choices=[(answer["slug"], answer["name"]) for answer in question["answers"]],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose an answer; a guess will do.")},
        )
        for question in questions
    }


def pathway_of(program, cleaned, *, is_registered_oopp):
    """Return the program's recommended way to a supplier for the answers to its questions, or None."""
    answers = {
        name.removeprefix("question_"): answer for name, answer in cleaned.items() if name.startswith("question_")
    }
    return program.rules.pathway_for({OWN_REGISTRATION: "yes" if is_registered_oopp else "no"} | answers)


class SupplierForm(BranchForm):
    """A supplier known here, another one by name and kind, or none yet, with the questions that lead to one."""

    branch_by = "choice"

    choice = forms.ChoiceField(
        label=_("Who furnishes your kits?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    supplier = forms.ModelChoiceField(
        label=_("Your supplier"),
        queryset=Supplier.objects.none(),
        empty_label=_("Choose your supplier"),
        error_messages={"required": _("Choose your supplier, or name another one.")},
    )
    supplier_name = forms.CharField(
        label=_("Name of your supplier"),
        max_length=160,
        help_text=_("It needs no account here."),
        error_messages={"required": _("Enter the name of your supplier.")},
    )
    supplier_kind = forms.ChoiceField(
        label=_("Kind of supplier"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of supplier it is.")},
    )

    not_yet = _("We have no supplier yet")

    def __init__(self, *args, program, is_registered_oopp, suppliers, **kwargs):
        super().__init__(*args, **kwargs)
        self.program = program
        self.is_registered_oopp = is_registered_oopp
        offer_rows(self, "supplier", suppliers)
        offer_choices(self, "supplier_kind", [(kind["slug"], kind["name"]) for kind in program.supplier_kinds])
        questions = self.questions()
        self.fields.update(questions)
        self.branches = {KNOWN: ["supplier"], ANOTHER: self.naming(), NOT_YET: list(questions)}
        answers = [(KNOWN, _("A supplier on the list"))] if suppliers.exists() else []
        named = _("Another supplier") if answers else _("A supplier that we name")
        offer_choices(self, "choice", [*answers, (ANOTHER, named), (NOT_YET, self.not_yet)])

    def questions(self):
        return question_fields(self.program, ask_all=False)

    def naming(self):
        """The fields that name another supplier."""
        return ["supplier_name", "supplier_kind"]

    @property
    def parts(self):
        """The fields after the first question, by the answer that asks for them: a list of (answer, fields)."""
        return [(answer, [self[name] for name in names]) for answer, names in self.branches.items() if names]

    @property
    def pathway(self):
        """The recommended way to a supplier where the agency has none yet, else None."""
        if self.cleaned_data["choice"] != NOT_YET:
            return None
        return pathway_of(self.program, self.cleaned_data, is_registered_oopp=self.is_registered_oopp)

    def clean_supplier_name(self):
        return single_line(self.cleaned_data["supplier_name"])

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if not self.errors:
            with show_refusals(self):
                judge_supplier(
                    program=self.program,
                    is_registered_oopp=self.is_registered_oopp,
                    supplier=cleaned["supplier"],
                    name=cleaned["supplier_name"],
                    kind=cleaned["supplier_kind"],
                )
        return cleaned


class ChangeSupplierForm(SupplierForm):
    """The same for an agency that is at work; another supplier may come with how to reach it."""

    not_yet = _("Nobody at present")

    supplier_email = forms.EmailField(label=_("Its e-mail address"), required=False)
    supplier_phone = forms.CharField(label=_("Its phone"), max_length=40, required=False)

    def questions(self):
        return {}

    def naming(self):
        return [*super().naming(), "supplier_email", "supplier_phone"]


class GuidanceForm(forms.Form):
    """The questions that lead to a supplier, asked by GET; `pathway` is the answer."""

    def __init__(self, *args, program, is_registered_oopp, **kwargs):
        super().__init__(*args, **kwargs)
        self.program = program
        self.is_registered_oopp = is_registered_oopp
        self.fields.update(question_fields(program, ask_all=False))

    @property
    def pathway(self):
        return pathway_of(self.program, self.cleaned_data, is_registered_oopp=self.is_registered_oopp)
