"""What a change may be refused for, in any room. Each carries its field and one sentence for people."""


class Refused(ValueError):
    """A change that is refused; nothing changed. Its text says what happened and what to do next."""

    def __init__(self, sentence, *, field=None):
        super().__init__(sentence)
        self.field = field
