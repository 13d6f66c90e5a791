"""Load the outlines of counties for maps."""

from lbn.reporting.evidence.outlines import OutlinesLoaded, load_shapes
from lbn.reporting.management.figures_command import FiguresCommand


class Command(FiguresCommand):
    help = "Load the outlines of counties from a shapefile (.shp or .zip): of a state all or none."
    load = staticmethod(load_shapes)

    def tell(self, loaded: OutlinesLoaded) -> None:
        """Say what was loaded."""
        self.stdout.write(f"{', '.join(loaded.states)}: outlines of {loaded.counties} counties.")
