/** A Python script that plays a part of the desktop on a session bus, spoken to in JSON lines. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Debian's Python, which has the bindings to D-Bus; another python3 that comes first on the PATH has not. */
const SYSTEM_PYTHON = '/usr/bin/python3';

export interface PythonHost {
  /** Rejects with what the script says is wrong. */
  ask(frame: { command: string } & Record<string, unknown>): Promise<unknown>;
  close(): Promise<void>;
}

export interface PythonHostOptions {
  script: string;
  /** Of the session bus. */
  address: string;
  onEvent: (event: string) => void;
}

/** Fulfilled when the script is ready. Rejects with what Python said where its bindings to D-Bus are missing: such a test must fail, never pass. */
export async function startPythonHost({ script, address, onEvent }: PythonHostOptions): Promise<PythonHost> {
  const child = spawn(SYSTEM_PYTHON, [script], { env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: address }, stdio: 'pipe' });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const ready = firstLine(child, `${script} (python3-dbus and python3-gi are needed)`);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const frame = JSON.parse(line) as { event?: string; id?: number; result?: unknown; error?: string };
    if (frame.event !== undefined) onEvent(frame.event);
    const request = frame.id === undefined ? undefined : waiting.get(frame.id);
    if (frame.error !== undefined) request?.reject(new Error(frame.error));
    else request?.resolve(frame.result);
  });
  await ready;
  let lastId = 0;
  return {
    ask(frame) {
      lastId += 1;
      const answer = Promise.withResolvers<unknown>();
      waiting.set(lastId, answer);
      child.stdin.write(`${JSON.stringify({ id: lastId, ...frame })}\n`);
      return answer.promise;
    },
    close: () => end(child),
  };
}

/** Rejects with what the program said when it ends before its first line. */
export function firstLine(child: ChildProcessWithoutNullStreams, name: string): Promise<string> {
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

/** Ends a program that ends with its stdin. */
export async function end(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.stdin.end();
  await gone;
}
