"""How far a command has come: a bar on a terminal, lines elsewhere."""

from io import StringIO

from django.core.management.base import OutputWrapper

from lbn.management.progress import Progress


class Screen(StringIO):
    """A terminal: what is written there, and what is seen of it in the end."""

    def isatty(self):
        return True

    def seen(self):
        lines = [line.split("\r")[-1].removesuffix("\x1b[K") for line in self.getvalue().split("\n")]
        return [line for line in lines if line]


def work(out, *, until=1.0):
    progress = Progress(OutputWrapper(out), whole=10)
    progress.begin("Making tables", weight=4)
    progress.begin("Loading", weight=6)
    for share in (0.1, 0.3, 0.6, 1.0):
        if share <= until:
            progress.report_share(share)
    return progress


def test_a_terminal_shows_one_bar_that_grows():
    screen = Screen()

    work(screen, until=0.6)

    assert screen.seen() == ["[##################......]  76 %  Loading"]


def test_a_bar_fits_the_narrowest_terminal_and_leaves_nothing_behind():
    screen = Screen()

    work(screen).finish()

    assert screen.seen() == []
    assert max(map(len, screen.getvalue().split("\r"))) < 80
    assert "100 %" in screen.getvalue()


def test_elsewhere_each_step_is_a_line_and_so_is_the_half():
    file = StringIO()

    work(file).finish()

    assert file.getvalue() == "Making tables ...\nLoading ...\n58 %\n"
