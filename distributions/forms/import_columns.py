"""The sheet between two pages, while somebody says what its columns hold: signed, kept nowhere."""

from django.core import signing
from django.utils.translation import gettext as _

from agencies.sheets import OWN_LOG, SheetFile, SheetRefused, carry_sheet, read_carried
from distributions.forms.imports import LONGEST_TOKEN, VALID_FOR, salt_of

SALT_OF_COLUMNS = ".columns"


def sign_sheet(sheet: SheetFile, *, keeps, given: dict, agency, user) -> str:
    """Return a sheet, and what was given with it, as text for a hidden field, signed for this user at this agency.

    Of columns that nobody knows go along only the cells that `keeps`. Raises `SheetRefused` if it is too long.
    """
    held = {"sheet": carry_sheet(sheet, keeps), "given": given}
    token = signing.dumps(held, salt=salt_of(agency, user) + SALT_OF_COLUMNS, compress=True)
    if len(token) > LONGEST_TOKEN:
        raise SheetRefused(
            _(
                "This sheet is too long to ask about its columns. Name them in the sheet as in the template, "
                "and choose it again."
            )
        )
    return token


def read_signed_sheet(token: str, said, *, agency, user) -> tuple[SheetFile, dict]:
    """Return the sheet and what was given with it of `sign_sheet`, for this user within the hour, its columns as
    somebody `said`; raise `SheetRefused`."""
    try:
        held = signing.loads(token, salt=salt_of(agency, user) + SALT_OF_COLUMNS, max_age=VALID_FOR)
    except signing.BadSignature:
        raise SheetRefused(_("This page is too old to go on from. Choose the sheet again.")) from None
    return read_carried(held["sheet"], OWN_LOG, said), held["given"]
