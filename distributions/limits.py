"""How many kits at once, and how far back. Each figure stands here alone; sentences and the script are given it.

How far back anything may be entered at all is the ground's: `agencies.sheets.DAYS_BACK`.
"""

MOST_KITS = 99  # of one item in one press, or on one line of a sheet
MOST_KITS_AT_ONCE = 2000  # at an event, or in the total of a month
DAYS_UNASKED = 60  # a typed day further back is asked about, and so is the same sheet within them
MOST_TRAINED = 99  # people trained in one press, or on one line of a sheet, however many kits were left
MOST_TRAINED_AT_ONCE = 2000  # at an event, or in the total of a month
TERMINAL_DAYS_BACK = 60  # on a terminal; what is older the coordinator enters
