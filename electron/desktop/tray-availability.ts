/** Whether the desktop shows tray icons at all. Electron makes a tray on any desktop and does not say when nobody shows it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Whoever shows tray icons on a Linux desktop owns this name [freedesktop.org, StatusNotifierItem]. */
const WATCHER = 'org.kde.StatusNotifierWatcher';
const ASK_TIMEOUT_MS = 2_000;

/** Tools of which every desktop has one: GLib's and D-Bus's own. Each prints the answer somewhere in its output. */
const WAYS_TO_ASK: [command: string, args: string[]][] = [
  [
    'gdbus',
    ['call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/', '--method', 'org.freedesktop.DBus.NameHasOwner', WATCHER],
  ],
  [
    'dbus-send',
    ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', `string:${WATCHER}`],
  ],
];

/** Windows and macOS always have a place for it. Where a Linux desktop can't be asked, it counts as having none. */
export async function isTrayShown(platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [command, args] of WAYS_TO_ASK) {
    try {
      const { stdout } = await promisify(execFile)(command, args, { timeout: ASK_TIMEOUT_MS });
      return /\btrue\b/.test(stdout);
    } catch {
      // Not installed, or no session bus: the next way may do, and without any there is nobody to show a tray.
    }
  }
  return false;
}
