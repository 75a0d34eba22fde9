import { describe, expect, test } from 'vitest';
import { createFakeClock } from '#tests/support/fake-clock.ts';
import { IMPATIENT_LADDER, makeChild, reaches, startChild } from './children.ts';

const cap = 1024 * 1024;

describe('a supervised child', () => {
  test('answers requests, each under its own id', async () => {
    const child = await startChild('echo');
    const answers = await Promise.all(['a', 'b', 'c'].map((content) => child.request({ id: content, content })));
    expect(answers).toEqual(['a', 'b', 'c']);
  });

  test('goes through its states in order', async () => {
    const child = makeChild('echo');
    const states: string[] = [child.state];
    child.onStateChange((state) => states.push(state));
    await child.start();
    await child.request({ id: 1, content: 'x' });
    await child.stop('idle');
    expect(states).toEqual(['stopped', 'starting', 'ready', 'working', 'ready', 'stopping', 'stopped']);
  });

  test('hands out events in order and then the answer', async () => {
    const child = await startChild('slow');
    const events: unknown[] = [];
    const turn = child.request({ id: 'turn', content: 'start' }, { onEvent: (event) => events.push(event) });
    await child.send({ content: 'tick' });
    await child.send({ content: 'tick' });
    await child.send({ content: 'finish' });
    expect(await turn).toBe('done');
    expect(events).toEqual(['progress', 'progress', 'progress']);
  });

  test('gets only the environment it was given', async () => {
    process.env.A_SECRET_OF_ANOTHER_PROGRAM = 'hunter2';
    const child = await startChild('prints-environment');
    const environment = (await child.request({ id: 1 })) as Record<string, string>;
    delete process.env.A_SECRET_OF_ANOTHER_PROGRAM;
    expect(environment).not.toHaveProperty('A_SECRET_OF_ANOTHER_PROGRAM');
    expect(environment.PATH).toBe(process.env.PATH);
  });

  test('refuses an id that is in use and takes the first one to its end', async () => {
    const child = await startChild('slow');
    const turn = child.request({ id: 'turn', content: 'start' });
    await expect(child.request({ id: 'turn', content: 'start' })).rejects.toMatchObject({ code: 'conflict' });
    await child.send({ content: 'finish' });
    expect(await turn).toBe('done');
  });

  test('that dies before it is ready fails its start with the reason it gave', async () => {
    const child = makeChild('exits-at-once', { handshake: (exchange) => exchange({ id: 'hello', content: 'hello' }) });
    await expect(child.start()).rejects.toMatchObject({ code: 'exited', details: 'cannot find my configuration' });
    expect(await child.exited).toMatchObject({ code: 3, signal: null, asked: false });
    expect(child.state).toBe('failed');
  });

  test('that does not get ready in time is ended', async () => {
    const child = makeChild('never-answers', {
      deadlines: { startMs: 500 },
      stopLadder: IMPATIENT_LADDER,
      handshake: (exchange) => exchange({ id: 'hello', content: 'anything but hello' }),
    });
    await expect(child.start()).rejects.toMatchObject({ code: 'timed-out' });
    expect(await child.exited).toMatchObject({ timedOut: true });
    expect(child.state).toBe('failed');
  });

  test('gives what its handshake found out', async () => {
    const child = makeChild('never-answers', { handshake: (exchange) => exchange({ id: 'hello', content: 'hello' }) });
    expect(await child.start()).toBe('hello');
  });

  test('that cannot be found fails its start and names the program', async () => {
    const child = makeChild('echo', { command: '/nowhere/to/be/found' });
    await expect(child.start()).rejects.toMatchObject({ code: 'start-failed', message: expect.stringContaining('/nowhere/to/be/found') });
    expect(child.state).toBe('failed');
  });

  test('whose folder is missing fails its start and names the folder', async () => {
    const child = makeChild('echo', { cwd: '/nowhere/at/all' });
    await expect(child.start()).rejects.toMatchObject({ code: 'start-failed', message: expect.stringContaining('/nowhere/at/all') });
  });

  test('settles a request as cancelled at once when its signal is aborted', async () => {
    const child = await startChild('never-answers');
    const abort = new AbortController();
    const request = child.request({ id: 1, content: 'x' }, { signal: abort.signal });
    abort.abort();
    await expect(request).rejects.toMatchObject({ code: 'cancelled' });
    expect(child.state).toBe('ready');
  });

  test('does not send a request that was cancelled before', async () => {
    const child = await startChild('echo');
    await expect(child.request({ id: 1, content: 'x' }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    await child.request({ id: 2, content: 'x' });
    expect(child.counters.repeatedIds).toBe(0);
  });
});

describe('deadlines', () => {
  test('a child that shows no progress times out, and events put the deadline off', async () => {
    const clock = createFakeClock();
    const child = await startChild('slow', { clock, deadlines: { progressMs: 5000 } });
    const progressed = Promise.withResolvers<void>();
    const turn = child.request({ id: 'turn', content: 'start' }, { onEvent: () => progressed.resolve() });
    await progressed.promise;
    clock.advance(5900);
    expect(child.state).toBe('working');
    clock.advance(1000);
    await expect(turn).rejects.toMatchObject({ code: 'timed-out' });
    expect(child.state).toBe('ready');
    await stopWithMovingClock(child, clock);
  });

  test('a held deadline stands still while a person thinks', async () => {
    const clock = createFakeClock();
    const child = await startChild('never-answers', { clock, deadlines: { progressMs: 5000 } });
    const request = child.request({ id: 1, content: 'x' });
    const release = child.holdDeadline(1);
    clock.advance(3_600_000);
    expect(child.state).toBe('working');
    release();
    clock.advance(5000);
    await expect(request).rejects.toMatchObject({ code: 'timed-out' });
    await stopWithMovingClock(child, clock);
  });

  test('a stopped process (SIGSTOP) times out and is still ended', async () => {
    const child = await startChild('echo', { deadlines: { progressMs: 200 }, stopLadder: IMPATIENT_LADDER });
    process.kill(child.pid as number, 'SIGSTOP');
    await expect(child.request({ id: 1, content: 'x' })).rejects.toMatchObject({ code: 'timed-out' });
    expect(await child.stop('timed-out')).toMatchObject({ asked: true, timedOut: true });
    expect(child.state).toBe('failed');
  });
});

describe('a child that dies', () => {
  test('by kill -9 in the middle of a request fails it with the signal', async () => {
    const child = await startChild('slow');
    const progressed = Promise.withResolvers<void>();
    const turn = child.request({ id: 'turn', content: 'start' }, { onEvent: () => progressed.resolve() });
    await progressed.promise;
    process.kill(child.pid as number, 'SIGKILL');
    await expect(turn).rejects.toMatchObject({ code: 'exited', message: expect.stringContaining('SIGKILL') });
    expect(child.exit).toMatchObject({ signal: 'SIGKILL', asked: false, forced: false });
    expect(child.state).toBe('failed');
  });

  test.each([0, 1, 42])('with exit code %i in the middle of a request fails it as exited', async (code) => {
    const child = await startChild('exits-on-request');
    const events: unknown[] = [];
    await expect(child.request({ id: 1, content: code }, { onEvent: (event) => events.push(event) })).rejects.toMatchObject({
      code: 'exited',
    });
    expect(events).toEqual(['working']);
    expect(child.exit).toMatchObject({ code, asked: false });
  });

  test('every time it is started fails every time', async () => {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const child = makeChild('exits-at-once', { handshake: (exchange) => exchange({ id: 'hello', content: 'hello' }) });
      await expect(child.start()).rejects.toMatchObject({ code: 'exited' });
    }
  });

  test('takes no request afterwards', async () => {
    const child = await startChild('echo');
    process.kill(child.pid as number, 'SIGKILL');
    await child.exited;
    await expect(child.request({ id: 1, content: 'x' })).rejects.toMatchObject({ code: 'exited' });
  });

  test('to its pipe only is ended, and its request fails as closed', async () => {
    const child = await startChild('closes-stdout', { stopLadder: IMPATIENT_LADDER });
    await expect(child.request({ id: 1, content: 'x' })).rejects.toMatchObject({ code: 'closed' });
    await child.exited;
    expect(child.exit).toMatchObject({ asked: true });
  });
});

describe('a child that says strange things', () => {
  test('garbage between its answers is counted and does no harm', async () => {
    const child = await startChild('garbage-on-stdout');
    expect(await child.request({ id: 1, content: 'first' })).toBe('first');
    expect(await child.request({ id: 2, content: 'second' })).toBe('second');
    expect(child.counters.strayLines).toBe(2 * 7);
  });

  test.each(['broken', 'misshapen'])('a %s answer under the right id fails that request only', async (content) => {
    const child = await startChild('invalid-frame');
    await expect(child.request({ id: 'x', content })).rejects.toMatchObject({ code: 'invalid-message' });
    expect(child.state).toBe('ready');
  });

  test('an answer under a wrong id is counted, and the right one is taken', async () => {
    const child = await startChild('wrong-id');
    expect(await child.request({ id: 1, content: 'right' })).toBe('right');
    expect(child.counters.unknownIds).toBe(2);
  });

  test('only the first of two answers counts', async () => {
    const child = await startChild('repeated-id');
    expect(await child.request({ id: 1, content: 'first' })).toBe('first');
    expect(await child.request({ id: 2, content: 'second' })).toBe('second');
    await child.stop('idle');
    expect(child.counters.repeatedIds).toBe(4);
  });

  test('an answer without an id is about the only open request', async () => {
    const child = await startChild('answers-without-id');
    expect(await child.request({ id: 1, content: 'x' })).toBe('x');
  });

  test('an answer cut at any byte arrives whole', async () => {
    const child = await startChild('split-utf8');
    const content = 'aé€😀';
    const byteLength = Buffer.byteLength(JSON.stringify({ id: 1000, final: content })) + 1;
    for (let cutAt = 0; cutAt <= byteLength; cutAt += 1) {
      const cut = Promise.withResolvers<void>();
      const answer = child.request({ id: 1000 + cutAt, content, cutAt }, { onEvent: () => cut.resolve() });
      await cut.promise;
      await child.send({ content: 'the rest' });
      expect(await answer).toBe(content);
    }
  });
});

describe('a child that writes too much', () => {
  test.each([
    { bytes: cap + 1, newline: true },
    { bytes: 100 * cap, newline: true },
    { bytes: 100 * cap, newline: false },
  ])('a line of $bytes bytes (newline: $newline) fails its request, and the next one works', async ({ bytes, newline }) => {
    const child = await startChild('huge-line', { maxLineBytes: cap });
    await expect(child.request({ id: 1, bytes, newline })).rejects.toMatchObject({ code: 'too-large' });
    expect(child.counters.tooLargeLines).toBe(1);
    if (newline) expect(await child.request({ id: 2, content: 'after' })).toBe('after');
    else expect((await child.stop('idle'))?.code).toBe(0);
  });

  test('a flood of events arrives whole', async () => {
    const child = await startChild('stdout-flood');
    let events = 0;
    expect(await child.request({ id: 1, events: 50_000 }, { onEvent: () => events++ })).toBe('flooded');
    expect(events).toBe(50_000);
  });

  test('a consumer that falls behind stops the flood until it goes on', async () => {
    const child = await startChild('stdout-flood');
    let events = 0;
    let goOn = () => {};
    const held = Promise.withResolvers<void>();
    const answer = child.request(
      { id: 1, events: 20_000 },
      {
        onEvent() {
          events += 1;
          if (events === 1) {
            goOn = child.holdReading();
            held.resolve();
          }
        },
      },
    );
    await held.promise;
    // The rest of the chunk in hand is at most 64 KiB; the pipe holds the others back.
    await new Promise((resolve) => setImmediate(resolve));
    expect(events).toBeLessThan(200);
    goOn();
    expect(await answer).toBe('flooded');
    expect(events).toBe(20_000);
  });

  test('a flood on stderr is drained, and only its end is kept', async () => {
    const child = await startChild('stderr-flood');
    expect(await child.request({ id: 1, bytes: 20 * cap })).toBe('flooded');
    await child.stop('idle');
    expect(child.exit?.stderrTail.length).toBeLessThan(5000);
    expect(child.exit?.stderrTail.endsWith('the last line')).toBe(true);
  });
});

describe('a child that does not read', () => {
  test('its requests time out, and what waits for it is bounded', async () => {
    const child = await startChild('stops-reading-stdin', { maxLineBytes: cap, maxQueuedBytes: 2 * cap });
    await child.request({ id: 0 });
    const content = 'x'.repeat(cap / 2);
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        child.request({ id: index + 1, content }, { progressDeadlineMs: 300 }).catch((error: { code: string }) => error.code),
      ),
    );
    expect(new Set(codes)).toEqual(new Set(['timed-out', 'busy']));
    expect(codes.filter((code) => code === 'timed-out').length).toBeLessThan(8);
  });

  test('a request above the cap is refused before it is sent', async () => {
    const child = await startChild('echo', { maxLineBytes: cap });
    await expect(child.request({ id: 1, content: 'x'.repeat(cap) })).rejects.toMatchObject({ code: 'too-large' });
    expect(await child.request({ id: 2, content: 'x' })).toBe('x');
  });
});

/** With a clock that stands still the ladder would never reach its next step. */
async function stopWithMovingClock(
  child: Awaited<ReturnType<typeof startChild>>,
  clock: ReturnType<typeof createFakeClock>,
): Promise<void> {
  const gone = child.stop('quit');
  const mover = setInterval(() => clock.advance(50), 10);
  await gone;
  clearInterval(mover);
  await reaches(child, 'stopped');
}
