"""Questions that every kit logged asks, put into SQL once.

The ORM writes a statement anew each time, which costs ten to twenty times what the database needs to answer one that
looks up a few rows by key. A `Question` is a queryset written once for a connection and asked again with other
values; what it gives is what the queryset gives, and it is always asked of the database: no answer is kept.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import randrange
from threading import local
from uuid import uuid4

from django.db import DEFAULT_DB_ALIAS, connections, models

LONG_AGO = date(1000, 1, 1)


def sample_of(field: models.Field):
    """Return a value for `field` that stands nowhere else in a statement."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.UUIDField):
        return uuid4()
    if isinstance(target, models.DateField):
        return LONG_AGO + timedelta(days=randrange(100_000))
    if isinstance(target, models.IntegerField):
        return randrange(10**8, 2 * 10**9)
    return uuid4().hex


class Question:
    """`Question(ask, name=field, …)`: `ask` takes values by these names and returns a queryset.

    Each value has to reach the database once or more, prepared as its field prepares it, and as nothing else: no
    list, no expression. `ValueError` is raised at the first asking where one does not, and for None at any: it would
    have to be asked in other words (IS NULL), and as a value it equals nothing.
    """

    def __init__(self, ask: Callable[..., models.QuerySet], **fields: models.Field):
        self.ask, self.fields = ask, fields
        self.written = local()

    def __call__(self, **values) -> list:
        """Return the rows of `ask(**values)` as a list: models, or tuples where it asks for `values_list`."""
        queryset = self._queryset()
        compiler = self.written.compiler
        ready = {
            name: field.get_db_prep_value(values[name], compiler.connection) for name, field in self.fields.items()
        }
        if None in ready.values():
            raise ValueError(f"A question is never asked of None: {values}.")
        params = tuple(ready[name] if name else param for name, param in self.written.slots)
        compiler.as_sql = lambda *how, **more: (self.written.sql, params)
        return list(queryset._iterable_class(queryset))

    def _queryset(self):
        """Return the queryset of this thread's connection, whose compiler writes no more."""
        if getattr(self.written, "connection", None) is not connections[DEFAULT_DB_ALIAS]:
            samples = {name: sample_of(field) for name, field in self.fields.items()}
            queryset = self.ask(**samples)
            compiler = queryset.query.get_compiler(using=queryset.db)
            self.written.sql, params = compiler.as_sql()
            names = {
                field.get_db_prep_value(samples[name], compiler.connection): name
                for name, field in self.fields.items()
            }
            self.written.slots = [(names.get(param), param) for param in params]
            if missing := set(names.values()) - {name for name, _ in self.written.slots}:
                raise ValueError(f"The statement does not hold {', '.join(sorted(missing))}: {self.written.sql}")
            converters = compiler.get_converters([column for column, *_ in compiler.select])
            compiler.get_converters = lambda columns: converters
            self.written.compiler = compiler
            queryset.query.get_compiler = lambda *how, **more: compiler  # type: ignore[method-assign]  # this query's only
            self.written.queryset, self.written.connection = queryset, compiler.connection
        return self.written.queryset
