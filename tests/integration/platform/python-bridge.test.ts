import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { createPythonBridge, type PythonBridge, type PythonBridgeOptions } from '#platform/python-bridge.ts';
import { createRestartPolicy, RESTART_POLICY_NUMBERS } from '#platform/restart-policy.ts';
import { createFakeClock } from '#tests/support/fake-clock.ts';
import { expectGone } from './children.ts';

const realPackage = fileURLToPath(new URL('../../../python', import.meta.url));
const scriptedPackage = fileURLToPath(new URL('../../fixtures/children/python-sidecar', import.meta.url));

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

function makeBridge(options: Partial<PythonBridgeOptions> = {}): PythonBridge {
  const bridge = createPythonBridge({ packageFolder: scriptedPackage, ...options });
  opened.push(bridge);
  return bridge;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'python-bridge-'));
  opened.push({ close: () => rmSync(folder, { recursive: true }) });
  return folder;
}

describe('the real sidecar', () => {
  const env = () => ({ XDG_CACHE_HOME: temporaryFolder(), INTERMAP_CACHE_DIR: temporaryFolder() });

  test('answers, and one process serves many calls', async () => {
    const bridge = makeBridge({ packageFolder: realPackage, env: env() });
    expect(await bridge.run('ping', null)).toMatchObject({ pong: true });
    const pid = bridge.pid;
    expect(await bridge.run('ping', null)).toMatchObject({ pong: true, pid });
  });

  test('refuses in its own words', async () => {
    const bridge = makeBridge({ packageFolder: realPackage, env: env() });
    await expect(bridge.run('no_such_command', null)).rejects.toMatchObject({ code: 'unknown-type', type: 'unknown_command' });
    await expect(bridge.run('structure', '/no/such/folder')).rejects.toMatchObject({ code: 'not-found', type: 'project_not_found' });
    expect(await bridge.run('ping', null)).toMatchObject({ pong: true });
  });

  test('is started again when it was killed between two calls', async () => {
    const bridge = makeBridge({ packageFolder: realPackage, env: env() });
    await bridge.run('ping', null);
    const first = bridge.pid as number;
    process.kill(first, 'SIGKILL');
    await expectGone([first]);
    expect(await bridge.run('ping', null)).toMatchObject({ pong: true });
    expect(bridge.pid).not.toBe(first);
  });
});

describe('calls', () => {
  test('are answered one at a time, in order', async () => {
    const bridge = makeBridge();
    const order: number[] = [];
    await Promise.all([0.1, 0, 0.05].map((seconds, index) => bridge.run('sleep', null, { seconds }).then(() => order.push(index))));
    expect(order).toEqual([0, 1, 2]);
  });

  test('carry project and arguments', async () => {
    const bridge = makeBridge();
    expect(await bridge.run('echo', '/some/folder', { name: 'é€😀' })).toMatchObject({ project: '/some/folder', args: { name: 'é€😀' } });
  });

  test('tell their progress', async () => {
    const bridge = makeBridge();
    const seen: number[] = [];
    await bridge.run('progress', null, {}, { onProgress: ({ done }) => seen.push(done) });
    expect(seen).toEqual([0, 1, 2]);
  });

  test('that take too long time out, and the next one has a fresh process', async () => {
    const bridge = makeBridge({ deadlineMs: 3000 });
    await bridge.run('echo', null);
    const first = bridge.pid as number;
    await expect(bridge.run('sleep', null, { seconds: 60 })).rejects.toMatchObject({ code: 'timed-out' });
    expect(await bridge.run('echo', null)).toMatchObject({ pid: expect.any(Number) });
    expect(bridge.pid).not.toBe(first);
    await expectGone([first]);
  });

  test('that are cancelled end at once, and a process that does not mind is replaced', async () => {
    const bridge = makeBridge();
    await bridge.run('echo', null);
    const first = bridge.pid as number;
    const abort = new AbortController();
    const sleeping = bridge.run('sleep', null, { seconds: 60 }, { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(sleeping).rejects.toMatchObject({ code: 'cancelled' });
    expect(await bridge.run('echo', null)).toMatchObject({ pid: expect.any(Number) });
    await expectGone([first]);
  });

  test('that are cancelled while they wait are never sent', async () => {
    const bridge = makeBridge();
    const flag = join(temporaryFolder(), 'flag');
    const abort = new AbortController();
    const first = bridge.run('sleep', null, { seconds: 0.2 });
    const second = bridge.run('die_once', null, { flag }, { signal: abort.signal });
    abort.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    const { pid } = await first;
    expect(await bridge.run('echo', null)).toMatchObject({ pid });
  });
});

describe('a sidecar that dies', () => {
  test('in the middle of a call is started again and asked once more', async () => {
    const bridge = makeBridge();
    const flag = join(temporaryFolder(), 'flag');
    expect(await bridge.run('die_once', null, { flag })).toEqual({ survived: true });
    expect(bridge.mode).toBe('persistent');
  });

  test('twice on the same call fails it, and the next call works', async () => {
    const bridge = makeBridge();
    await expect(bridge.run('die', null)).rejects.toMatchObject({ code: 'exited' });
    expect(await bridge.run('echo', null, { still: 'there' })).toMatchObject({ args: { still: 'there' } });
  });

  test('three times within ten seconds is replaced by one process per call, with a warning, and comes back later', async () => {
    const env: Record<string, string> = { AGENT_TEST_CRASHES: 'always' };
    const modes: string[] = [];
    // However slowly Python starts on a busy machine, the crashes are of one moment, and the cool-down ends when the test says so.
    const clock = createFakeClock();
    const bridge = makeBridge({
      env,
      restartPolicy: createRestartPolicy({ clock, numbers: { firstBackoffMs: 10 } }),
      onModeChange: (mode, message) => modes.push(`${mode}: ${message}`),
    });
    await expect(bridge.run('echo', null)).rejects.toMatchObject({ code: 'exited', details: 'out of luck' });
    const first = await bridge.run('echo', null, { n: 1 });
    const second = await bridge.run('echo', null, { n: 2 });
    expect(first).toMatchObject({ args: { n: 1 } });
    expect(second).toMatchObject({ args: { n: 2 } });
    expect(second.pid).not.toBe(first.pid);
    expect(bridge.mode).toBe('one-shot');
    expect(modes).toEqual([expect.stringContaining('one-shot: The code map keeps crashing')]);

    // What made it crash is gone; the cool-down ends, and it is tried again.
    delete env.AGENT_TEST_CRASHES;
    clock.advance(RESTART_POLICY_NUMBERS.coolDownMs);
    await bridge.run('echo', null);
    expect(bridge.mode).toBe('persistent');
    const [third, fourth] = [await bridge.run('echo', null), await bridge.run('echo', null)];
    expect(fourth.pid).toBe(third.pid);
    expect(modes).toHaveLength(2);
  });
});

describe('closing', () => {
  test('ends the process and every open and later call', async () => {
    const bridge = makeBridge();
    await bridge.run('echo', null);
    const pid = bridge.pid as number;
    const started = Promise.withResolvers<void>();
    const running = bridge.run('sleep', null, { seconds: 60 }, { onProgress: () => started.resolve() });
    await started.promise;
    const waiting = bridge.run('echo', null);
    const ends = Promise.all([
      expect(running).rejects.toMatchObject({ code: 'closed' }),
      expect(waiting).rejects.toMatchObject({ code: 'closed' }),
    ]);
    await bridge.close();
    await ends;
    await expect(bridge.run('echo', null)).rejects.toMatchObject({ code: 'closed' });
    await expectGone([pid]);
  });

  test('without any call starts nothing', async () => {
    const bridge = makeBridge();
    await bridge.close();
    expect(bridge.pid).toBeUndefined();
  });
});

test('without a Python the error says what to install', async () => {
  const bridge = makeBridge({ python: '/no/such/python' });
  await expect(bridge.run('ping', null)).rejects.toMatchObject({
    code: 'start-failed',
    action: 'open-settings',
    message: expect.stringMatching(/Python 3\.9 or later.*Install it/),
  });
});

test('an idle process is ended, and the next call starts another', async () => {
  const bridge = makeBridge({ idleStopMs: 50 });
  const { pid } = await bridge.run('echo', null);
  await expectGone([pid as number]);
  expect((await bridge.run('echo', null)).pid).not.toBe(pid);
});
