"""A desktop's notifications without a desktop: remembers what an app shows and does with it what a person would. Spoken to in JSON lines.

Specification: freedesktop.org Desktop Notifications.
"""

import dbus
import dbus.mainloop.glib
import dbus.service
from json_lines import serve

NAME = "org.freedesktop.Notifications"


class Notifications(dbus.service.Object):
    def __init__(self, bus):
        super().__init__(dbus.service.BusName(NAME, bus), "/org/freedesktop/Notifications")
        self.last_id = 0
        self.shown = {}
        self.history = []

    @dbus.service.method(NAME, out_signature="as")
    def GetCapabilities(self):
        # Markup as most desktops have it: an app must not let an agent's words write it.
        return ["actions", "body", "body-markup"]

    @dbus.service.method(NAME, out_signature="ssss")
    def GetServerInformation(self):
        return ("test", "tests", "1", "1.2")

    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, _app, replaces_id, _icon, summary, body, _actions, _hints, _timeout):
        if replaces_id in self.shown:
            shown_id = int(replaces_id)
        else:
            self.last_id += 1
            shown_id = self.last_id
        self.shown[shown_id] = {"summary": str(summary), "body": str(body)}
        self.history.append(str(summary))
        return dbus.UInt32(shown_id)

    @dbus.service.method(NAME, in_signature="u")
    def CloseNotification(self, shown_id):
        if self.shown.pop(int(shown_id), None) is not None:
            self.NotificationClosed(shown_id, dbus.UInt32(3))

    @dbus.service.signal(NAME, signature="uu")
    def NotificationClosed(self, shown_id, reason):
        pass

    @dbus.service.signal(NAME, signature="us")
    def ActionInvoked(self, shown_id, action):
        pass

    def click(self, summary):
        for shown_id, shown in list(self.shown.items()):
            if shown["summary"] == summary:
                del self.shown[shown_id]
                self.ActionInvoked(dbus.UInt32(shown_id), "default")
                self.NotificationClosed(dbus.UInt32(shown_id), dbus.UInt32(2))
                return None
        raise LookupError(f"No notification says {summary!r}.")


def answer(notifications, request):
    command = request["command"]
    if command == "shown":
        return list(notifications.shown.values())
    if command == "history":
        return notifications.history
    if command == "click":
        return notifications.click(request["summary"])
    raise LookupError(f"There is no command {command!r}.")


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
server = Notifications(dbus.SessionBus())
serve(lambda request: answer(server, request))
