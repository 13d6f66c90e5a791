"""Load how many people died of opioids in each county, by year."""

from lbn.reporting.evidence.loading import load_deaths
from lbn.reporting.management.figures_command import FiguresCommand


class Command(FiguresCommand):
    help = "Load how many people died of opioids in each county, by year, from a CSV file: all of it or nothing."
    load = staticmethod(load_deaths)
