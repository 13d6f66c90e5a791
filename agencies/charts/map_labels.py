"""Which marks of a map have their names beside them: the largest, as far as there is room."""

from dataclasses import dataclass

from agencies.charts.figures import percent

LABELS_WANTED = 6
LABELS_ON_A_PHONE = 3
CANDIDATES = 12
GAP = 1.0
# How wide a letter and how high a line is, in units of a map that fills a phone of 360 px, and a window of 640 px.
PHONE = (3.3, 5.8)
WINDOW = (1.5, 3.0)


@dataclass(frozen=True)
class Label:
    """A name beside its mark, in percent of the picture.

    `anchor` is SVG's text-anchor and `dy` its shift in lines; `sparse` names give way on a phone.
    """

    label: str
    x: str
    y: str
    anchor: str
    dy: str
    sparse: bool


@dataclass(frozen=True)
class Stand:
    """Where a name may stand: its point, and on which side of the point it spreads."""

    x: float
    y: float
    anchor: str
    dy: str


@dataclass(frozen=True)
class Box:
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other):
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def labels_of(spots, width, height, picture_height):
    """Return Labels for some of `spots`, largest first, on a map of `width` by `height`.

    No name leaves the map, meets another name or covers a mark. Named ZIP codes come before joint
    rows, because they say where something is.
    """
    candidates = sorted(spots, key=lambda spot: spot.kind != "zip")[:CANDIDATES]
    ground, marks = Box(0, width, 0, height), [room_of_mark(spot) for spot in spots]
    on_a_phone = choose({}, candidates, LABELS_ON_A_PHONE, PHONE, ground, marks)
    chosen = choose(on_a_phone, candidates, LABELS_WANTED, WINDOW, ground, marks)
    return tuple(
        Label(
            label=candidates[index].label,
            x=percent(100 * stand.x / width),
            y=percent(100 * stand.y / picture_height),
            anchor=stand.anchor,
            dy=stand.dy,
            sparse=index not in on_a_phone,
        )
        for index, stand in chosen.items()
    )


def choose_labels(spots, ground, picture_height):
    """Return Labels for some of `spots`, in their order, each in the middle of its spot; none leaves the `ground`."""
    candidates = spots[:CANDIDATES]
    on_a_phone = choose({}, candidates, LABELS_ON_A_PHONE, PHONE, ground, [], stands=stand_upon)
    chosen = choose(on_a_phone, candidates, LABELS_WANTED, WINDOW, ground, [], stands=stand_upon)
    return tuple(
        Label(
            label=candidates[index].label,
            x=percent(100 * stand.x / ground.right),
            y=percent(100 * stand.y / picture_height),
            anchor=stand.anchor,
            dy=stand.dy,
            sparse=index not in on_a_phone,
        )
        for index, stand in chosen.items()
    )


def stand_upon(spot):
    """Yield the one place of a name that stands upon its spot."""
    yield Stand(spot.x, spot.y, "middle", "0.35em")


def choose(chosen, candidates, wanted, letter, ground, marks, *, stands=None):
    """Return `chosen`, {index of a candidate: Stand}, with more that have room, up to `wanted` in all."""
    chosen = dict(chosen)
    taken = marks + [room_of_name(candidates[index], stand, letter) for index, stand in chosen.items()]
    for index, spot in enumerate(candidates):
        if index in chosen or len(chosen) >= wanted:
            continue
        for stand in (stands or stands_beside)(spot):
            room = room_of_name(spot, stand, letter)
            if is_inside(room, ground) and not any(map(room.meets, taken)):
                chosen[index] = stand
                taken.append(room)
                break
    return chosen


def stands_beside(spot):
    """Yield where the name of a spot may stand, best first."""
    away = spot.radius + GAP
    yield Stand(spot.x + away, spot.y, "start", "0.35em")
    yield Stand(spot.x - away, spot.y, "end", "0.35em")
    yield Stand(spot.x, spot.y - away, "middle", "-0.1em")
    yield Stand(spot.x, spot.y + away, "middle", "0.8em")


def room_of_name(spot, stand, letter):
    letter_width, line = letter
    width = letter_width * len(spot.label)
    left = stand.x - {"start": 0, "middle": width / 2, "end": width}[stand.anchor]
    top = stand.y - {"0.35em": line / 2, "-0.1em": line, "0.8em": 0}[stand.dy]
    return Box(left, left + width, top, top + line)


def room_of_mark(spot):
    return Box(spot.x - spot.radius, spot.x + spot.radius, spot.y - spot.radius, spot.y + spot.radius)


def is_inside(room, ground):
    return (
        room.left >= ground.left
        and room.right <= ground.right
        and room.top >= ground.top
        and room.bottom <= ground.bottom
    )
