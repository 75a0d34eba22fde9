"""A desktop's tray without a desktop: owns the name of the StatusNotifierWatcher, keeps the item that an app registers, and does with its
menu what a person would. Spoken to in JSON lines.

Specifications: freedesktop.org StatusNotifierItem, com.canonical.dbusmenu.
"""

import dbus
import dbus.mainloop.glib
import dbus.service
from json_lines import serve, write

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"


class Watcher(dbus.service.Object):
    """Remembers the item registered last: a test has one app."""

    def __init__(self, bus):
        super().__init__(dbus.service.BusName(WATCHER, bus), "/StatusNotifierWatcher")
        self.bus = bus
        self.item = None

    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service, sender=None):
        # An address of either form: the app's own name with the standard path, or a path of the sender's.
        if service.startswith("/"):
            self.item = (sender, service)
        else:
            self.item = (service, "/StatusNotifierItem")
        write({"event": "registered"})

    @dbus.service.method(WATCHER, in_signature="s")
    def RegisterStatusNotifierHost(self, service):
        pass

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        items = ["".join(self.item)] if self.item else []
        return {
            "IsStatusNotifierHostRegistered": dbus.Boolean(True),
            "ProtocolVersion": dbus.Int32(0),
            "RegisteredStatusNotifierItems": dbus.Array(items, signature="s"),
        }

    def item_property(self, name):
        service, path = self.item
        return dbus.Interface(self.bus.get_object(service, path), PROPERTIES).Get(ITEM, name)

    def menu(self):
        return dbus.Interface(self.bus.get_object(self.item[0], self.item_property("Menu")), MENU)

    def items(self):
        """The menu's entries from top to bottom, as the app describes them."""
        menu = self.menu()
        menu.AboutToShow(0)
        _revision, (_id, _properties, children) = menu.GetLayout(0, -1, dbus.Array([], signature="s"))
        return [entry_of(child) for child in children]

    def click(self, label):
        for entry in self.items():
            if entry["label"] == label:
                self.menu().Event(entry["id"], "clicked", "", dbus.UInt32(0))
                return None
        raise LookupError(f"The menu has no entry {label!r}.")

    def tooltip(self):
        _icon, _pixmap, title, _text = self.item_property("ToolTip")
        return str(title)


def entry_of(child):
    entry_id, properties, _children = child
    return {
        "id": int(entry_id),
        # The underscore marks the key to press and is not shown; doubled it is one.
        "label": str(properties.get("label", "")).replace("__", "\0").replace("_", "").replace("\0", "_"),
        "isSeparator": properties.get("type") == "separator",
        "isEnabled": bool(properties.get("enabled", True)),
        "isChecked": int(properties.get("toggle-state", 0)) == 1,
    }


def answer(watcher, request):
    command = request["command"]
    if command == "items":
        return watcher.items()
    if command == "click":
        return watcher.click(request["label"])
    if command == "tooltip":
        return watcher.tooltip()
    raise LookupError(f"There is no command {command!r}.")


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
watcher = Watcher(dbus.SessionBus())
serve(lambda request: answer(watcher, request))
