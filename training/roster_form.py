"""What is asked about a roster that was checked, and what people answered."""

import re
from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.verdicts import NEW, SAME, PersonQuestion, RosterAnswers, RosterLine, answer_of

CORRECT = "correct"
_ROW = re.compile("(people|days)-([0-9]{1,7})")


class CheckedRosterForm(forms.Form):
    """The signed roster whose verdicts were seen, which the page carries, and a question for each line that has one.

    What is not answered is left out of the import.
    """

    sheet = forms.CharField(widget=forms.HiddenInput)
    all_same = forms.BooleanField(label=gettext_lazy("All of them are these people."), required=False)
    all_days = forms.BooleanField(label=gettext_lazy("Correct all of these days."), required=False)

    def __init__(self, *args, lines: Iterable[RosterLine] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.names_presumed, self.names_asked, self.names_days = [], [], []
        for line in lines:
            if line.question:
                name = f"people-{line.row}"
                (self.names_presumed if line.question.is_presumed else self.names_asked).append(name)
                self.fields[name] = _person_field(line.row, line.question)
            if line.waits_for_days:
                name = f"days-{line.row}"
                self.names_days.append(name)
                self.fields[name] = _days_field(line)

    @property
    def presumed(self):
        """The fields about people who are taken to be the same."""
        return [self[name] for name in self.names_presumed]

    @property
    def asked_about_people(self):
        return [self[name] for name in self.names_asked]

    @property
    def asked_about_earlier_days(self):
        return [self[name] for name in self.names_days]


def answers_in(posted: QueryDict) -> RosterAnswers:
    """What was answered on the page."""
    people, days = {}, set()
    for name, answer in posted.items():
        found = _ROW.fullmatch(name)
        if found and found[1] == "people":
            people[int(found[2])] = str(answer)
        elif found and answer == CORRECT:
            days.add(int(found[2]))
    return RosterAnswers(people, frozenset(days), "all_same" in posted, "all_days" in posted)


def _person_field(row: int, question: PersonQuestion) -> forms.ChoiceField:
    same, new = (answer_of(word, question.person) for word in (SAME, NEW))
    choices = [(same, _("The same person"))]
    if question.may_be_new:
        choices.append((new, _("Somebody else")))
    if not question.is_presumed:
        choices.append(("", _("Leave this line out")))
    words = _("Row %(row)s: %(sentence)s") % {"row": row, "sentence": question.sentence}
    initial = same if question.is_presumed else ""
    return forms.ChoiceField(label=words, choices=choices, widget=forms.RadioSelect, initial=initial)


def _days_field(line: RosterLine) -> forms.ChoiceField:
    words = _("Row %(row)s, %(person)s: %(days)s")
    return forms.ChoiceField(
        label=words % {"row": line.row, "person": line.person, "days": line.days_in_words},
        choices=[(CORRECT, _("Correct it")), ("", _("Leave it as it is"))],
        widget=forms.RadioSelect,
        initial="",
    )
