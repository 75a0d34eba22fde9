"""How the parts of the desktop are spoken to: {"id", "command", ...} in, {"id", "result"} or {"id", "error"} out; {"event"} unasked."""

import json
import sys

from gi.repository import GLib


def write(frame):
    sys.stdout.write(json.dumps(frame) + "\n")
    sys.stdout.flush()


def serve(answer):
    """Answers each line of stdin with `answer(request)` until stdin ends."""
    loop = GLib.MainLoop()

    def on_stdin(_channel, _condition):
        line = sys.stdin.readline()
        if line == "":
            loop.quit()
            return False
        request = json.loads(line)
        try:
            write({"id": request["id"], "result": answer(request)})
        except Exception as error:  # Whatever went wrong is the test's to see.
            write({"id": request["id"], "error": f"{type(error).__name__}: {error}"})
        return True

    GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.IO_IN | GLib.IO_HUP, on_stdin)
    write({"event": "ready"})
    loop.run()
