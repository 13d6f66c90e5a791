"""Where people read what was refused: at a form's field, as a message, or as the last line of a command.

What is refused inside the block ends it and is shown; the view goes on after the block. Any other error passes.

    with show_refusals(form):
        receipt = actions.receive(by=request.user, **form.cleaned_data)
        messages.success(request, ...)
        return redirect(...)
    return render(...)
"""

from collections.abc import Callable
from types import TracebackType
from typing import Protocol

from django.contrib import messages
from django.core.management.base import CommandError
from django.http import HttpRequest

from agencies.actions.refusals import Refused


class RefusableInput(Protocol):
    """A form, or several as one, that knows where to put a refusal."""

    def refuse(self, refusal: Refused, /) -> None: ...


class _Handled:
    """A block whose refusals of one kind go to `show`."""

    def __init__(self, show: Callable[[Refused], None], kind: type[Refused]) -> None:
        self.show, self.kind = show, kind

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, self.kind):
            return False
        self.show(error)
        return True


def show_refusals(form: RefusableInput, kind: type[Refused] = Refused) -> _Handled:
    """Put what is refused in the block at the form's field, or above the form where the refusal names none of its."""
    return _Handled(form.refuse, kind)


def tell_refusals(request: HttpRequest, kind: type[Refused] = Refused, *, level: int = messages.ERROR) -> _Handled:
    """Say what is refused in the block as a message on the next page: for a button that has no form."""
    return _Handled(lambda refusal: messages.add_message(request, level, str(refusal)), kind)


def stop_at_refusals(kind: type[Refused] = Refused, *, status: int = 2, ending: str = "") -> _Handled:
    """End a command with exit `status` and the sentence of what is refused in the block, and with `ending`."""

    def stop(refusal: Refused) -> None:
        raise CommandError(f"{refusal} {ending}".strip(), returncode=status) from None

    return _Handled(stop, kind)
