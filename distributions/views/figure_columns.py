"""The columns of figures that every table of the log has."""

from django.utils.translation import gettext as _

from agencies.tables import ListColumn


def figure_columns(items, path):
    """How many, how often and how many people were shown; `path` leads from a row to its `Counts`."""
    return [
        ListColumn("items", items, kind="number", value=f"{path}.items", is_sortable=True),
        ListColumn("handouts", _("Times"), kind="number", value=f"{path}.handouts", is_sortable=True),
        ListColumn(
            "people_trained", _("People trained"), kind="number", value=f"{path}.people_trained", is_sortable=True
        ),
    ]
