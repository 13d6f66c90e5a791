from django.apps import AppConfig
from django.db.models.signals import post_migrate


def fill_packs(*, using, apps=None, **_more):
    """Give loaded packs the defaults of keys that came since they were loaded; `load_programs` brings the rest. A
    database that is emptied, not migrated, has none: it names no `apps`."""
    if apps is None:
        return
    from agencies.packs.schema import PACK
    from agencies.packs.shapes import fill_in

    try:
        programs = apps.get_model("agencies", "Program").objects.using(using)
    except LookupError:
        return
    for program in programs.only("pack"):
        filled = fill_in(PACK, program.pack)
        if filled != program.pack:
            programs.filter(pk=program.pk).update(pack=filled)


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Agencies: the ground everyone stands on"

    def ready(self):
        post_migrate.connect(fill_packs, sender=self)
