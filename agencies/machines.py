"""State machines as tables: what state a row may go to, who may move it, for which reasons, and what is said then.

A machine stands beside its model: in `agencies/life.py`, `agencies/application_life.py`, `inventory/life.py` and
`lbn/reporting/models/life.py`. `Machine.move` is the one way to change a state. Nobody else writes the column; a
house test walks every table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import AuditCode, Membership, Role, User

SYSTEM = "system"
LINK = "link"
ACTORS: Mapping[str, Any] = {
    **{role.value: role.label for role in Role},
    SYSTEM: gettext_lazy("By itself"),
    LINK: gettext_lazy("Whoever has the link in the mail"),
}


class MoveRefused(Refused):
    """The state that the row is in allows no such move, or it is not theirs to make."""


@dataclass(frozen=True)
class Move:
    """From one of `sources` a row may go `to` another state. `who` are roles, `SYSTEM` or `LINK`; where there are
    `reasons`, one of them is given. `then` says what happens next, who has to act and by when."""

    sources: tuple[str, ...]
    to: str
    who: tuple[str, ...]
    code: AuditCode
    then: Any
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Machine:
    """All moves of one model's column.

    `states` names the states, the first of them the one that a new row has. `concerns` returns the organizations that
    a row concerns, by the names of `record`: whoever has a role at one of them acts in that role. `closed` says what
    to do instead, by state, where a move is refused.
    """

    name: Any
    model: type[models.Model]
    states: type[models.TextChoices]
    moves: tuple[Move, ...]
    concerns: Callable[[Any], dict[str, Any]]
    refusal: type[Refused] = MoveRefused
    closed: Mapping[str, Any] = field(default_factory=dict)
    column: str = "status"

    def allows(self, source: str, to: str, code: AuditCode | None = None) -> Move | None:
        """Return the move from one state to another, the one of `code` where that is given, or None."""
        fitting = (one for one in self.moves if source in one.sources and one.to == to)
        return next((one for one in fitting if code in (None, one.code)), None)

    def moves_for(self, row: Any, actors: set[str]) -> list[Move]:
        """Return the moves that these actors may make with a row now."""
        state = getattr(row, self.column)
        return [one for one in self.moves if state in one.sources and actors & set(one.who)]

    def refuse(self, state: str) -> Refused:
        """Return what is raised where a row in this state cannot be moved as was asked."""
        sentence = self.closed.get(state) or _("This is not possible any more: it is “%(state)s” now.") % {
            "state": self.states(state).label
        }
        return self.refusal(str(sentence))

    def actors_of(self, row: Any, by: User | None, *, link: bool = False) -> set[str]:
        """Return in which roles `by` acts on a row: those worn at an organization that it concerns. One query.

        Nobody (None) is the system; `link` says that whoever acts has opened the link in a mail.
        """
        if link:
            return {LINK}
        if by is None:
            return {SYSTEM}
        concerned = Q(pk__in=[])
        for owner, whom in self.concerns(row).items():
            if whom is not None:
                concerned |= Q(**{owner: whom})
        return set(Membership.objects.filter(concerned, user=by).order_by().values_list("role", flat=True))

    @transaction.atomic
    def move(
        self,
        row: Any,
        *,
        to: str,
        by: User | None,
        on: date | None,
        reason: str = "",
        link: bool = False,
        code: AuditCode | None = None,
        changes: Mapping[str, Any] | None = None,
        **details: Any,
    ) -> Any:
        """Lock a row, move it to the state `to`, and add that to its trail; or do nothing at all.

        `on` is the day where the row is, `reason` one of the move's coded reasons, `code` the one that is meant where
        different moves lead to one state, `changes` are further columns written with the state, `details` further
        facts for the trail. Returns the row, locked. Raises the machine's
        refusal where the state allows no such move, `MoveRefused` where it is not theirs to make, and ValueError for
        a reason that the move does not know.
        """
        held = self.model._base_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
        state = getattr(held, self.column)
        made = self.allows(state, to, code)
        if made is None:
            raise self.refuse(state)
        if not self.actors_of(held, by, link=link) & set(made.who):
            raise MoveRefused(_("You cannot change this. Ask your program office."))
        if (made.reasons or reason) and reason not in made.reasons:
            raise ValueError(f"{reason!r} is no reason for {self.model.__name__} to become {to}.")
        written = {self.column: to, **(changes or {})}
        for name, value in written.items():
            setattr(held, name, value)
        held.save(update_fields=list(written))
        facts: dict[str, Any] = {"from": str(state), "to": str(to), **details}
        if reason:
            facts["reason"] = str(reason)
        if on:
            facts["on"] = on.isoformat()
        record(what=made.code, subject=held, by=by, **self.concerns(held), **facts)
        return held
