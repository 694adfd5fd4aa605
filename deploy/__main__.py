"""``python -m deploy`` is the ``darkroom`` command."""

import sys

from deploy.command import main

sys.exit(main())
