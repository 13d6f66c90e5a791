"""Load how many people live in each county, by year."""

from lbn.reporting.evidence.loading import load_population
from lbn.reporting.management.figures_command import FiguresCommand


class Command(FiguresCommand):
    help = "Load how many people live in each county, by year, from a CSV file: all of it or nothing."
    load = staticmethod(load_population)
