"""What seals periods, publishes what they hold, shares it and withdraws it."""

from lbn.reporting.published.actions.announcing import announce_published
from lbn.reporting.published.actions.downloads import record_download, record_download_of_all
from lbn.reporting.published.actions.earlier import (
    EarlierRefused,
    EarlierSource,
    EarlierTotal,
    correct_earlier,
    enter_earlier,
    take_back_earlier,
)
from lbn.reporting.published.actions.publicity import hand_report_to_suppliers, show_public_figures
from lbn.reporting.published.actions.publishing import withdraw
from lbn.reporting.published.actions.rollups import publish_roll_ups
from lbn.reporting.published.actions.sealing import CANNOT_GO_ON, Due, due_periods, seal
from lbn.reporting.published.actions.sharing import (
    SharingRefused,
    end_link,
    end_links_of_those_who_left,
    note_opening,
    share_report,
)

__all__ = [
    "CANNOT_GO_ON",
    "Due",
    "EarlierRefused",
    "EarlierSource",
    "EarlierTotal",
    "SharingRefused",
    "announce_published",
    "correct_earlier",
    "due_periods",
    "end_link",
    "end_links_of_those_who_left",
    "enter_earlier",
    "hand_report_to_suppliers",
    "note_opening",
    "publish_roll_ups",
    "record_download",
    "record_download_of_all",
    "seal",
    "share_report",
    "show_public_figures",
    "take_back_earlier",
    "withdraw",
]
