import pytest, time
from django.db import transaction
from tests.reporting.audit import world as worlds
from tests.reporting.audit.published import everything
pytestmark=[pytest.mark.django_db, pytest.mark.once]
def test_it():
    t=time.time()
    w=worlds.begin(7); worlds.live(w, 6); print("lived", time.time()-t)
    found, marks = everything(w.program); print("told", time.time()-t)
    print(len(found), [ (f.audience, len(f.told.lines)) for f in found][:40])
    print(marks.state.departments, marks.state.linked)
