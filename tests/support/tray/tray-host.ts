/** A session bus of the test's own, and a tray on it that the test drives as a person would. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { end, firstLine, startPythonHost } from './python-host.ts';

const WATCHER = join(import.meta.dirname, 'watcher.py');

export interface SessionBus {
  /** For the environment of whoever is to use this bus. */
  readonly address: string;
  close(): Promise<void>;
}

/** A bus that nobody else is on; gone when closed. */
export async function startSessionBus(): Promise<SessionBus> {
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', 'echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat'], { stdio: 'pipe' });
  const address = await firstLine(child, 'dbus-run-session');
  return { address, close: () => end(child) };
}

export interface TrayEntry {
  readonly label: string;
  readonly isSeparator: boolean;
  readonly isEnabled: boolean;
  readonly isChecked: boolean;
}

export interface TrayHost {
  /** Fulfilled when an app has put its icon there. */
  readonly registered: Promise<void>;
  /** The icon's menu, top to bottom. */
  entries(): Promise<TrayEntry[]>;
  /** The labels of the menu without separators. */
  labels(): Promise<string[]>;
  click(label: string): Promise<void>;
  tooltip(): Promise<string>;
  close(): Promise<void>;
}

/** Rejects where Python's bindings to D-Bus are missing. */
export async function startTrayHost(bus: SessionBus): Promise<TrayHost> {
  const registered = Promise.withResolvers<void>();
  const host = await startPythonHost({
    script: WATCHER,
    address: bus.address,
    onEvent: (event) => event === 'registered' && registered.resolve(),
  });
  const entries = async () => (await host.ask({ command: 'items' })) as TrayEntry[];
  return {
    registered: registered.promise,
    entries,
    labels: async () => (await entries()).filter(({ isSeparator }) => !isSeparator).map(({ label }) => label),
    click: async (label) => void (await host.ask({ command: 'click', label })),
    tooltip: async () => (await host.ask({ command: 'tooltip' })) as string,
    close: () => host.close(),
  };
}
