"""How long rows are kept. Every model says it as `kept`, beside its fields; `docs/privacy.md` prints it as a table.

A rule may be there before anything acts on it: `removed_by` names what removes rows today, and where it is empty they
stay until what they belong to is deleted, whatever the rule says. `days` and `months` are counted from `event`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Ending(StrEnum):
    """Why a row is kept no longer."""

    NEVER = "never"
    AGE = "age"
    EVENT = "event"
    OWNER = "owner"


@dataclass(frozen=True)
class Kept:
    """How long the rows of a model are kept; made by one of the four methods below.

    `ending` says why a row goes. `event` is from when its age counts, or what ends it, or what it belongs to;
    `because` says why it stays for good. All are words that complete a sentence.
    """

    ending: Ending
    event: str = ""
    because: str = ""
    days: int = 0
    months: int = 0
    removed_by: str = ""

    @classmethod
    def for_good(cls, because: str) -> "Kept":
        """Never removed, for this reason."""
        return cls(Ending.NEVER, because=because)

    @classmethod
    def with_its(cls, owner: str) -> "Kept":
        """Until what it belongs to is deleted: "agency"."""
        return cls(Ending.OWNER, event=owner)

    @classmethod
    def until(cls, event: str, *, removed_by: str) -> "Kept":
        """Until something happens, such as "it is used or the next one is made"."""
        return cls(Ending.EVENT, event=event, removed_by=removed_by)

    @classmethod
    def after(cls, event: str, *, days: int = 0, months: int = 0, removed_by: str = "") -> "Kept":
        """For so many days or months after something happened, such as "its period is sealed"."""
        return cls(Ending.AGE, event=event, days=days, months=months, removed_by=removed_by)

    @property
    def words(self) -> str:
        """How long, as the rule says it."""
        if self.ending == Ending.NEVER:
            return f"for good: {self.because}"
        if self.ending == Ending.OWNER:
            return f"until its {self.event} is deleted"
        if self.ending == Ending.EVENT:
            return f"until {self.event}"
        span = f"{self.days} days" if self.days else f"{self.months} months"
        return f"{span} after {self.event}"

    @property
    def removal(self) -> str:
        """What removes rows today, in words."""
        if self.ending == Ending.NEVER:
            return "nothing"
        if self.ending == Ending.OWNER:
            return f"goes with its {self.event}"
        return self.removed_by or "nothing yet"
