"""Header words that name people or cases, and words that only look like it."""

import pytest

from agencies.sheets.persons import names_people

PEOPLE = (
    "Name|Recipient|Recipient name|Case #|Case no.|Incident|Incident #|Kits left by|Kits given to|Trained by|Officer"
    "|Person trained name|Date of birth|DOB|Badge|Badge #|Shield no|Phone|Phone number|E-mail|Email address|Address"
    "|Home ZIP|ZIP code of residence|County of residence|Age|Sex|Gender|Race|Initials|Signature|First name|Last|First"
    "|Patient|Client ID|PCR #|CAD number|Report #|Run no.|Call #|MRN|SSN|Driver's license|Officer name (print)"
    "|Logged by|Number of kits left by officer|Who got it|Full name|Date of overdose|recipient_name"
)
NOBODY = (
    "# given|Given|Notes|Comments|Time|Lot #|Lot number|Serial|Kit #|Number|Total|Amount|Location|Town|City|Item name"
    "|Name of agency|Site name|# of clients|Number of people|How many recipients|No. of patients|Count of people|Unit"
    "|Shift|Where|Reason|ID|Expiration|Brand|Kit name|Event|Station|Weather|Supervision"
)


@pytest.mark.parametrize("word", PEOPLE.split("|"))
def test_a_word_that_names_people_or_cases_is_known(word):
    assert names_people(word)


@pytest.mark.parametrize("word", NOBODY.split("|"))
def test_a_word_that_counts_or_names_something_else_is_not(word):
    assert not names_people(word)
