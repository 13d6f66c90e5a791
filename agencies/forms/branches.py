"""Forms that show refusals, and forms in which an earlier answer decides which later fields count."""

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
    branches = {}

    def _clean_fields(self):
        answer = self.data.get(self.add_prefix(self.branch_by))
        names = {name for branch in self.branches.values() for name in branch}
        others = names - set(self.branches.get(answer, ()))
        drawn = self.fields
        self.fields = {name: field for name, field in drawn.items() if name not in others}
        super()._clean_fields()  # type: ignore[misc]  # Django has it, its types do not
        self.fields = drawn
        self.cleaned_data |= {name: drawn[name].to_python("") for name in others}


def single_line(text):
    """Return a text as one line, its white space folded."""
    return " ".join(text.split())
