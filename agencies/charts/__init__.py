"""Where the marks of a picture lie: plain numbers in, plain strings for an SVG template out.

Every coordinate is already written, with a point, so that a template cannot localise it. What
words stand beside is a percentage of the picture, so that they keep their size on any screen.
"""

from agencies.charts.areas import AreaMap, CountyArea, PlacedCode, area_map
from agencies.charts.bars import Bar, BarChart, bar_chart
from agencies.charts.dots import DotMap, MapRow, Mark, dot_map
from agencies.charts.lines import LineChart, Point, Stretch, Tick, line_chart

__all__ = [
    "AreaMap",
    "Bar",
    "BarChart",
    "CountyArea",
    "DotMap",
    "LineChart",
    "MapRow",
    "Mark",
    "PlacedCode",
    "Point",
    "Stretch",
    "Tick",
    "area_map",
    "bar_chart",
    "dot_map",
    "line_chart",
]
