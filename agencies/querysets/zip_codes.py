"""The ZIP codes of a state program."""

from agencies.models import Jurisdiction, ZipCode


def zip_codes_of(program):
    """The ZIP codes in the program's counties that are counted by themselves unless they are marked as too small."""
    counties = Jurisdiction.objects.in_state(program.state).real_places()
    if program.pack["counties"]:
        counties = counties.filter(name__in=program.pack["counties"])
    named = ZipCode.objects.filter(jurisdiction__in=counties, kind=ZipCode.Kind.STANDARD)
    return named.select_related("jurisdiction").order_by("zip")
