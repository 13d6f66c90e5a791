"""How far a command has come: a bar that is redrawn on a terminal, plain lines everywhere else."""

from django.core.management.base import OutputWrapper

WIDTH = 24
LINE_EVERY = 50  # Percent, where no bar can be drawn.
FROM_ITS_START, TO_ITS_END = "\r", "\x1b[K"


class Progress:
    """Tells what is being done, and which share of all is done.

    `whole` is the sum of the steps' weights, in any unit; each `begin` names a step and its weight, `report_share`
    says how much of it is done. `finish` takes the bar away, so that what follows stands alone on the screen.
    """

    def __init__(self, out: OutputWrapper, *, whole: float) -> None:
        self.out = out
        self.whole = whole
        self.has_bar = out.isatty()
        self.what = ""
        self.done = self.weight = 0.0
        self.last_line = 0

    def begin(self, what: str, *, weight: float) -> None:
        """The next step: the one before is done."""
        self.done += self.weight
        self.what, self.weight = what, weight
        self.last_line = self.percent_at(0)
        self.show(0, f"{what} ...\n")

    def report_share(self, share: float) -> None:
        """So much of the present step, from 0 to 1, is done."""
        percent = self.percent_at(share)
        is_due = percent < 100 and percent // LINE_EVERY > self.last_line // LINE_EVERY
        if is_due:
            self.last_line = percent
        self.show(share, f"{percent} %\n" if is_due else "")

    def finish(self) -> None:
        if self.has_bar:
            self.out.write(f"{FROM_ITS_START}{TO_ITS_END}", ending="")
            self.out.flush()

    def percent_at(self, share: float) -> int:
        return int(100 * (self.done + self.weight * min(share, 1)) / self.whole)

    def show(self, share: float, line: str) -> None:
        """Draw the bar, or write the line where there is none."""
        percent = self.percent_at(share)
        bar = "#" * (WIDTH * percent // 100)
        drawn = f"{FROM_ITS_START}[{bar:.<{WIDTH}}] {percent:3} %  {self.what}{TO_ITS_END}"
        self.out.write(drawn if self.has_bar else line, ending="")
        self.out.flush()
