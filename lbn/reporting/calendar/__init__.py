"""When periods are due and sealed, over which spans reports are added up, and how people say a period."""
