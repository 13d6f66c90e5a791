"""A pack that remembers which of its keys somebody read."""


class Recorded(dict):
    """A table of a pack. Whatever is asked of it by its key is written into `seen`, as a path without numbers; to be
    stored or hashed as a whole is not to be read."""

    def __init__(self, content, seen, at=""):
        self.seen, self.at = seen, at
        super().__init__({key: record(value, seen, self.path(key)) for key, value in content.items()})

    def path(self, key):
        return f"{self.at}.{key}".lstrip(".")

    def __getitem__(self, key):
        self.seen.add(self.path(key))
        return super().__getitem__(key)

    def get(self, key, default=None):
        self.seen.add(self.path(key))
        return super().get(key, default)

    def __iter__(self):
        return iter(list(super().keys()))

    def __or__(self, other):
        return Recorded({**dict(self.items()), **other}, self.seen, self.at)


def record(value, seen, at=""):
    if isinstance(value, dict):
        return Recorded(value, seen, at)
    return [record(one, seen, at) for one in value] if isinstance(value, list) else value
