/** The desktop's notifications on a session bus of the test's own: what an app shows is read, and clicked as a person would. */
import { join } from 'node:path';
import { startPythonHost } from './python-host.ts';
import type { SessionBus } from './tray-host.ts';

const SERVER = join(import.meta.dirname, 'notifications.py');

export interface ShownNotification {
  readonly summary: string;
  readonly body: string;
}

export interface NotificationHost {
  /** Those on show, oldest first. */
  shown(): Promise<ShownNotification[]>;
  /** Summaries of all that ever were shown, oldest first. */
  history(): Promise<string[]>;
  /** Clicks the one with this summary; it is gone then. */
  click(summary: string): Promise<void>;
  close(): Promise<void>;
}

/** Rejects where Python's bindings to D-Bus are missing. */
export async function startNotificationHost(bus: SessionBus): Promise<NotificationHost> {
  const host = await startPythonHost({ script: SERVER, address: bus.address, onEvent: () => {} });
  return {
    shown: async () => (await host.ask({ command: 'shown' })) as ShownNotification[],
    history: async () => (await host.ask({ command: 'history' })) as string[],
    click: async (summary) => void (await host.ask({ command: 'click', summary })),
    close: () => host.close(),
  };
}
