/** Starts the real children of tests/fixtures/children and ends what a test left. */
import { fileURLToPath } from 'node:url';
import { afterEach, expect } from 'vitest';
import { z } from 'zod';
import { childEnvironment } from '#platform/child-environment.ts';
import { processTable } from '#platform/process-table.ts';
import { sendSignal } from '#platform/process-tree.ts';
import { createSidecarProcess, type SidecarFrame, type SidecarOptions, type SidecarProcess } from '#platform/sidecar-process.ts';

export type TestChild = SidecarProcess<unknown, unknown, unknown>;

const id = z.union([z.string(), z.number()]);
const frameSchema = z.union([
  z.object({ id, event: z.unknown().refine((event) => event !== undefined) }),
  z.object({ id: id.nullish(), final: z.unknown().refine((final) => final !== undefined) }),
]);

export function parseTestFrame(value: unknown): SidecarFrame<unknown, unknown> {
  const frame = frameSchema.parse(value);
  if ('event' in frame) return { kind: 'event', id: frame.id, event: frame.event };
  return { kind: 'final', id: frame.id ?? null, final: frame.final };
}

export function childScript(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/children/${name}`, import.meta.url));
}

/** The environment in which the test's own runtime, Electron as well as Node, runs a script. */
export function scriptEnvironment(extras: Record<string, string> = {}): Record<string, string> {
  return childEnvironment({ ELECTRON_RUN_AS_NODE: '1', ...extras });
}

/** For children that go when told to: each has all the time a busy machine may need. */
export const PATIENT_LADDER = { endStdinMs: 20_000, termMs: 20_000 };

/** For children that ignore a step on purpose: waiting longer would change nothing. */
export const IMPATIENT_LADDER = { endStdinMs: 200, termMs: 200 };

const made: TestChild[] = [];

afterEach(async () => {
  await Promise.all(
    made.splice(0).map((child) => {
      // What a test left is of no interest any more.
      if (child.pid !== undefined && child.exit === null) sendSignal(child.pid, 'SIGKILL');
      return child.stop('quit');
    }),
  );
});

type Overrides = Partial<SidecarOptions<unknown, unknown, unknown>>;

/** A child that runs a script of tests/fixtures/children; ended after the test. */
export function makeChild(script: string, overrides: Overrides = {}): TestChild {
  const child = createSidecarProcess<unknown, unknown, unknown>({
    label: script,
    command: process.execPath,
    args: [childScript(`${script}.mjs`)],
    env: scriptEnvironment(),
    parse: parseTestFrame,
    stopLadder: PATIENT_LADDER,
    ...overrides,
  });
  made.push(child);
  return child;
}

export async function startChild(script: string, overrides: Overrides = {}): Promise<TestChild> {
  const child = makeChild(script, overrides);
  await child.start();
  return child;
}

/** Fulfilled when none of these processes lives any more; fails after ten seconds. A pid that a stranger took over does not count. */
export async function expectGone(pids: readonly number[], startTimes?: ReadonlyMap<number, string>): Promise<void> {
  await expect
    .poll(
      async () => {
        const entries = await processTable.list();
        return entries.filter((entry) => pids.includes(entry.pid) && (startTimes?.get(entry.pid) ?? entry.startTime) === entry.startTime)
          .length;
      },
      { timeout: 10_000, interval: 20 },
    )
    .toBe(0);
}

/** Resolves when the child has got into this state. */
export function reaches(child: TestChild, state: TestChild['state']): Promise<void> {
  return new Promise((resolve) => {
    if (child.state === state) return resolve();
    const stopListening = child.onStateChange((next) => {
      if (next !== state) return;
      stopListening();
      resolve();
    });
  });
}
