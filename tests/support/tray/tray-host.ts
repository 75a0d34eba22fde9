/** A session bus of the test's own, and a tray on it that the test drives as a person would. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Debian's Python, which has the bindings to D-Bus; another python3 that comes first on the PATH has not. */
const SYSTEM_PYTHON = '/usr/bin/python3';
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

/** Rejects with what Python said where its bindings to D-Bus are missing: such a test must fail, never pass. */
export async function startTrayHost(bus: SessionBus): Promise<TrayHost> {
  const child = spawn(SYSTEM_PYTHON, [WATCHER], { env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: bus.address }, stdio: 'pipe' });
  const registered = Promise.withResolvers<void>();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const ready = firstLine(child, 'The tray (python3-dbus and python3-gi are needed)');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const frame = JSON.parse(line) as { event?: string; id?: number; result?: unknown; error?: string };
    if (frame.event === 'registered') registered.resolve();
    const request = frame.id === undefined ? undefined : waiting.get(frame.id);
    if (frame.error !== undefined) request?.reject(new Error(frame.error));
    else request?.resolve(frame.result);
  });
  await ready;

  let lastId = 0;
  const ask = (frame: object): Promise<unknown> => {
    lastId += 1;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(lastId, answer);
    child.stdin.write(`${JSON.stringify({ id: lastId, ...frame })}\n`);
    return answer.promise;
  };
  const entries = async () => (await ask({ command: 'items' })) as TrayEntry[];
  return {
    registered: registered.promise,
    entries,
    labels: async () => (await entries()).filter(({ isSeparator }) => !isSeparator).map(({ label }) => label),
    click: async (label) => void (await ask({ command: 'click', label })),
    tooltip: async () => (await ask({ command: 'tooltip' })) as string,
    close: () => end(child),
  };
}

function firstLine(child: ChildProcessWithoutNullStreams, name: string): Promise<string> {
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended with exit code ${code}: ${said}`)));
    createInterface({ input: child.stdout }).once('line', resolve);
  });
}

async function end(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.stdin.end();
  await gone;
}
