"""A link as a square that a camera reads."""

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_of(link) -> SafeString:
    """Return `link` as an SVG element: dark on white in every theme, with the quiet zone that readers need.

    It has no size, colour or style but its own shapes, so a strict security policy lets it through; whoever shows
    it names it for screen readers. A quarter of it may be dirty or torn (level Q).
    """
    code = segno.make_qr(link, error="q", boost_error=False)
    drawn = BytesIO()
    bare = {"xmldecl": False, "svgns": False, "omitsize": True, "svgclass": None, "lineclass": None, "nl": False}
    code.save(drawn, kind="svg", border=4, dark="#000", light="#fff", **bare)
    return mark_safe(drawn.getvalue().decode())  # Shapes only: the link itself is not in it as text.
