"""The application's settings with a fault in them: `LBN_PLANT` names it, see `tests.fault.plants`."""

import copy
import os

from lbn import settings

globals().update({name: copy.deepcopy(value) for name, value in vars(settings).items() if name.isupper()})

MIDDLEWARE = ["tests.fault.plants.plant", *settings.MIDDLEWARE]
if os.environ["LBN_PLANT"] == "synchronous-off":
    DATABASES = copy.deepcopy(settings.DATABASES)
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
