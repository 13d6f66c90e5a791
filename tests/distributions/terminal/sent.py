"""An entry as a terminal sends it, and what it left in the log."""

from distributions.models import DailyCount, SubmissionKey

UUID = "2f0f6c1c-6a63-4b5e-9a52-0d6ff1f0a3c7"
ENTRY = {
    "uuid": UUID,
    "handed_out_on": "2026-11-21",
    "zip_code": "12207",
    "item": "naloxone-kit",
    "items": 1,
    "people_trained": 1,
}


def without(field):
    return {name: value for name, value in ENTRY.items() if name != field}


def nothing_is_counted():
    return not DailyCount.objects.exists() and not SubmissionKey.objects.exists()


def text_of(answer):
    return " ".join(answer.content.decode().split())
