"""Mails that are kept at this machine instead of being sent, and the pages that show them."""
