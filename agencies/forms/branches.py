"""Forms that show refusals, and forms in which an earlier answer decides which later fields count."""

from collections.abc import Mapping, Sequence

from django import forms


class Refusable(forms.BaseForm):
    """For a form that shows what an action refused."""

    def refuse(self, refusal):
        """Put the sentence of a `Refused` at the field that it names, or above the form where there is none."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class RefusableForm(Refusable, forms.Form):
    use_required_attribute = False


class BranchForm(RefusableForm):
    """`branch_by` names the field that decides; `branches` says which fields each of its answers asks for.

    Fields of the other branches are neither required nor kept. All are drawn; a style sheet shows those of the
    answer that is ticked.
    """

    branch_by = ""
    branches: Mapping[str, Sequence[str]] = {}

    def clean(self):
        super().clean()
        for name in self.not_asked_for():
            self.errors.pop(name, None)
            self.cleaned_data[name] = self.fields[name].to_python("")
        return self.cleaned_data

    def not_asked_for(self):
        """The fields of every branch but the one that was answered."""
        asked_for = self.branches.get(self.data.get(self.add_prefix(self.branch_by), ""), ())
        return {name for branch in self.branches.values() for name in branch} - set(asked_for)


def single_line(text):
    """Return a text as one line, its white space folded."""
    return " ".join(text.split())
