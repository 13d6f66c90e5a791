"""Everything that goes to the database without the ORM; nowhere else in the product stands a statement.

    rows        the columns and values of a model's rows in a statement; one row written, many stored, an
                answer stored where it was found
    counters    counters that many hands raise at once
    claims      keys that are claimed once
    sealing     the lock between the log and the seal
    trips       statements that are sent together
    tenant      the tenant that row-level security sees
    questions   what every press asks, put into SQL once
    pragmas     how SQLite is opened
    changes     whether the database takes changes

Rooms call these with their models and values. What the ORM can say in time is said in the ORM.
"""
