"""What a client tries, and how it went: one line of JSON for each operation."""

import json
import sys
import traceback
from contextlib import contextmanager

HOSTILE = ["a b+c%20d/é&'\"<>.txt", "double//slash", "trail/", "../up", "100%", "#?", "\U0001f600"]
MIB = 1024 * 1024


class Suite:
    """Runs the operations of one client; an operation that fails ends nothing but itself."""

    def __init__(self, client):
        self.client = client

    @contextmanager
    def operation(self, name):
        try:
            yield
            self.tell(name, "yes")
        except NotSupported as refusal:
            self.tell(name, str(refusal))
        except Exception as error:
            print(traceback.format_exc(), file=sys.stderr)
            self.tell(name, "failed: " + f"{type(error).__name__}: {error}".replace("\n", " ")[:300])

    def tell(self, name, outcome):
        print(json.dumps({"client": self.client, "operation": name, "outcome": outcome}), flush=True)


class NotSupported(Exception):
    """The endpoint said that it does not do it."""
