"""The frame in which a state is drawn: whole numbers from its west and north, the same in every period."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

WIDTH, HEIGHT = 4000, 3000
MARGIN = 60
MILES_IN_A_DEGREE = 69.0


@dataclass(frozen=True)
class Frame:
    """How far a state reaches, in degrees. A degree of longitude is as wide as it is at the middle latitude."""

    west: float
    south: float
    east: float
    north: float

    @property
    def narrowing(self) -> float:
        return cos(radians((self.south + self.north) / 2))

    @property
    def scale(self) -> float:
        """Units of the frame in a degree of latitude."""
        across, down = (self.east - self.west) * self.narrowing, self.north - self.south
        return min((WIDTH - 2 * MARGIN) / max(across, 0.01), (HEIGHT - 2 * MARGIN) / max(down, 0.01))

    @property
    def units_in_a_mile(self) -> float:
        return self.scale / MILES_IN_A_DEGREE

    def put(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Where a place lies in the frame."""
        longitude = turn_west(longitude)
        x = WIDTH / 2 + (longitude - (self.west + self.east) / 2) * self.narrowing * self.scale
        y = HEIGHT / 2 - (latitude - (self.south + self.north) / 2) * self.scale
        return round(x), round(y)


def turn_west(longitude: float) -> float:
    """A longitude west of Greenwich: the islands of Alaska go on across the line where days change."""
    return longitude - 360 if longitude > 0 else longitude


def frame_around(points: Iterable[tuple[float, float]]) -> Frame:
    """The frame of some points, each (longitude, latitude)."""
    across, down = zip(*((turn_west(longitude), latitude) for longitude, latitude in points), strict=True)
    return Frame(west=min(across), south=min(down), east=max(across), north=max(down))
