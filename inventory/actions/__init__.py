"""What changes stock."""

from inventory.actions.catalogue import load_catalogue

__all__ = ["load_catalogue"]
