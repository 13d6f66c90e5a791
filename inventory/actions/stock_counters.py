"""The counters of stock: the keys of their rows, and what they count."""

LATE = {"key": ("agency_id", "count_id", "location_id", "lot_id", "posted_month"), "figures": ("quantity",)}
USE = {"key": ("agency_id", "location_id", "lot_id", "posted_month"), "figures": ("quantity",)}
SHORTFALL = {"key": ("agency_id", "location_id", "item_id", "posted_month"), "figures": ("quantity",)}
