"""Which marks and areas of a map have their names beside or upon them: the first, as far as there is room."""

from dataclasses import dataclass

from agencies.charts.figures import percent

LABELS_WANTED = 6
LABELS_ON_A_PHONE = 3
CANDIDATES = 12
GAP = 1.0
# An area lower than this has its name at its side, which would hide it.
SMALL = 5.0
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


@dataclass(frozen=True)
class NamedArea:
    """A name, the middle of its area, and how far that reaches."""

    label: str
    x: float
    y: float
    reach: Box


def labels_of(spots, width, height, picture_height):
    """Return Labels for some of `spots`, largest first, on a map of `width` by `height`.

    No name leaves the map, meets another name or covers a mark. Named ZIP codes come before joint
    rows, because they say where something is.
    """
    candidates = sorted(spots, key=lambda spot: spot.kind != "zip")
    marks = [room_of_mark(spot) for spot in spots]
    return put_names(candidates, stands_beside, Box(0, width, 0, height), picture_height, taken=marks)


def choose_labels(spots, ground, picture_height, marks):
    """Return Labels for some areas, in their order, each upon its area or, where that is small, beside it. A name
    hides none of the `marks` if it can; none leaves the `ground` or meets another one."""
    return put_names(spots, stands_upon, ground, picture_height, spared=[room_of_mark(mark) for mark in marks])


def put_names(spots, stands_of, ground, picture_height, *, taken=(), spared=()):
    """Return Labels for the first spots that have room. No name meets what is `taken`, or hides what is `spared`
    where it can stand otherwise."""
    candidates = spots[:CANDIDATES]

    def choose(chosen, wanted, letter):
        """Return `chosen`, {index of a candidate: Stand}, with more names, up to `wanted` in all."""
        chosen = dict(chosen)
        rooms = [*taken, *(room_of_name(candidates[index], stand, letter) for index, stand in chosen.items())]
        for index, spot in enumerate(candidates):
            if index in chosen or len(chosen) >= wanted:
                continue
            stands = [(stand, room_of_name(spot, stand, letter)) for stand in stands_of(spot)]
            free = [(stand, room) for stand, room in stands if is_inside(room, ground) and not meets_any(room, rooms)]
            if free:
                chosen[index], room = min(free, key=lambda one: meets_any(one[1], spared))
                rooms.append(room)
        return chosen

    on_a_phone = choose({}, LABELS_ON_A_PHONE, PHONE)
    return tuple(
        Label(
            label=candidates[index].label,
            x=percent(100 * stand.x / ground.right),
            y=percent(100 * stand.y / picture_height),
            anchor=stand.anchor,
            dy=stand.dy,
            sparse=index not in on_a_phone,
        )
        for index, stand in choose(on_a_phone, LABELS_WANTED, WINDOW).items()
    )


def stands_upon(area):
    """Return where a name may stand: in the middle of its area or at its upper or lower border; of a small one first
    at its sides."""
    right, left = area.reach.right + GAP, area.reach.left - GAP
    sides = [Stand(right, area.y, "start", "0.35em"), Stand(left, area.y, "end", "0.35em")]
    upon = [Stand(area.x, y, "middle", "0.35em") for y in (area.y, area.reach.top, area.reach.bottom)]
    return [*sides, *upon] if area.reach.bottom - area.reach.top < SMALL else upon


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


def meets_any(room, others):
    return any(map(room.meets, others))


def is_inside(room, ground):
    return (
        room.left >= ground.left
        and room.right <= ground.right
        and room.top >= ground.top
        and room.bottom <= ground.bottom
    )
