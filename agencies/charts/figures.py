"""What all pictures ask of their figures, and how they write a coordinate."""


def highest_of(values):
    """Return the highest of `values`, 0 where none is known; None is a figure that is not known.

    Raises ValueError for a value below 0 and where there is nothing at all.
    """
    values = list(values)
    if not values:
        raise ValueError("A chart needs at least one figure.")
    known = [value for value in values if value is not None]
    if any(value < 0 for value in known):
        raise ValueError("A chart shows no figure below 0.")
    return max(known, default=0)


def percent(number):
    return f"{number:.2f}%"
