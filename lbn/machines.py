"""All state machines of the product, and how they are drawn."""

from agencies.application_life import APPLICATION, APPROVAL, DOCUMENT
from agencies.life import AGENCY, AGREEMENT, COALITION_AGREEMENT, REGISTRATION, TERMINAL
from agencies.machines import ACTORS, Machine, Move
from inventory.life import LOT
from lbn.reporting.models import PERIOD_REPORT, PUBLISHED_REPORT

MACHINES: tuple[Machine, ...] = (
    REGISTRATION,
    APPLICATION,
    APPROVAL,
    DOCUMENT,
    AGENCY,
    AGREEMENT,
    COALITION_AGREEMENT,
    TERMINAL,
    LOT,
    PERIOD_REPORT,
    PUBLISHED_REPORT,
)
ABOUT = """# State machines

Written by `manage.py draw_machines`; a test finds it stale. Each machine is a table beside its model
(`agencies/life.py`, `agencies/application_life.py`, `inventory/life.py`, `lbn/reporting/models/life.py`), and
`Machine.move` is the one way to change a state: it locks the row, refuses with a sentence, saves, and adds to the
trail that pages show.

Whether a report is due, overdue, missed or waived is no state of a row, for nothing was sent yet:
`lbn/reporting/returns/states.py` says it.
"""


def draw_all() -> str:
    """Return `docs/machines.md`: each machine under a heading, as a Mermaid diagram and as a table of its moves."""
    return "\n".join([ABOUT, *(draw(machine) for machine in MACHINES)])


def draw(machine: Machine) -> str:
    first = getattr(machine.model(), machine.column)
    arrows = [(source, one) for one in machine.moves for source in one.sources]
    left = {source for source, _move in arrows}
    states = [f"    {state.value}: {state.label}" for state in machine.states]
    ends = [f"    {state} --> [*]" for state in machine.states.values if state not in left]
    lines = [
        f"## {machine.name}",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *states,
        f"    [*] --> {first}",
        *(f"    {source} --> {one.to}: {who_in_words(one)}" for source, one in arrows),
        *ends,
        "```",
        "",
        "| from | to | who | why | what happens next |",
        "|---|---|---|---|---|",
        *(write_move(machine, one) for one in machine.moves),
        "",
    ]
    return "\n".join(lines)


def who_in_words(move: Move) -> str:
    return ", ".join(str(ACTORS[actor]) for actor in move.who)


def write_move(machine: Machine, move: Move) -> str:
    sources = ", ".join(str(machine.states(source).label) for source in move.sources)
    reasons = ", ".join(f"`{reason}`" for reason in move.reasons)
    return f"| {sources} | {machine.states(move.to).label} | {who_in_words(move)} | {reasons} | {move.then} |"
