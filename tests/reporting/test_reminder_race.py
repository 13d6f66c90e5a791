"""Commands that remind at the same moment, on a real database: each reminder goes out once."""

import re
from concurrent.futures import ThreadPoolExecutor

from tests.distributions.station import PREPARED

AT_ONCE = 4
TUESDAY_AFTER_THE_DUE_DAY = "2027-01-12T17:00:00+00:00"
LOOK = """
from lbn.reporting.models import Reminder
print(sorted(Reminder.objects.filter(agency__memberships__role="coordinator").values_list("days", flat=True)))
"""


def test_commands_at_the_same_moment_send_each_reminder_once(served):
    application = served(prepared=PREPARED, LBN_NOW=TUESDAY_AFTER_THE_DUE_DAY)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = [pool.submit(application.manage, "send_digests") for _ in range(AT_ONCE)]
    said = [run.result().stdout.strip() for run in runs]

    sent = [int(re.fullmatch(r"Mails sent: (\d+)\.", one)[1]) for one in said if one != "No mail to send."]
    assert sum(sent) == 2  # the agency's Monday mail and its reminder, by one command or by two
    subjects = [mail["Subject"] for mail in application.mails()]
    assert len(subjects) == 2  # the Monday mail is made up for on Tuesday
    assert [one for one in subjects if one.startswith("Your report")] == [
        "Your report for October to December 2026 was due on Jan 10, 2027"
    ]
    written = application.manage("shell", "--verbosity", "0", "--command", LOOK).stdout.strip().splitlines()[-1]
    assert written == "[-14, -3, 0]"
