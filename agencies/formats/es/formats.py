"""How numbers are written in the Spanish of the United States: 1,383 as in English, where Spain writes 1.383."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
