import { describe, expect, it } from 'vitest';
import type { TurnPhase } from '#protocol/ipc.ts';
import { formatCount, formatDuration, formatElapsed } from '#renderer/features/thread/duration-words.ts';
import { followAfter } from '#renderer/features/thread/follow-rule.ts';
import { messageMarkdown } from '#renderer/features/thread/message-markdown.ts';
import { excerpt } from '#renderer/features/thread/output-excerpt.ts';
import { phaseWords } from '#renderer/features/thread/phase-words.ts';
import { scenePath, sceneTool } from '#tests/support/fake-preload/chat-scenes.ts';

describe('durations and counts', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1000, '1.0 s'],
    [9949, '9.9 s'],
    [12_300, '12 s'],
    [59_600, '1 min'],
    [185_000, '3 min 5 s'],
    [3_840_000, '1 h 4 min'],
  ])('%i ms is %s', (durationMs, words) => {
    expect(formatDuration(durationMs)).toBe(words);
  });

  it('has no decimals on a clock that runs', () => {
    expect(formatElapsed(4900)).toBe('4 s');
    expect(formatElapsed(10)).toBe('1 s');
  });

  it.each([
    [412, '412'],
    [4120, '4.1k'],
    [128_400, '128k'],
    [1_048_576, '1.0M'],
  ])('%i tokens are %s', (count, words) => {
    expect(formatCount(count)).toBe(words);
  });
});

describe('what a turn waits for', () => {
  it.each<[TurnPhase, string | null]>([
    [{ phase: 'starting-agent' }, 'Starting the agent'],
    [{ phase: 'restoring' }, 'Restoring the conversation'],
    [{ phase: 'waiting-for-model' }, 'Waiting for Gemini'],
    [{ phase: 'streaming' }, null],
    [{ phase: 'running-tool', title: 'Run `npm test`' }, 'Run `npm test`'],
    [{ phase: 'waiting-for-approval' }, 'Waiting for your approval'],
    [
      { phase: 'retrying', attempt: 2, maxAttempts: 3, untilMs: 10_500, reason: 'too many requests' },
      'Trying again in 11 s (2 of 3): too many requests',
    ],
    [
      { phase: 'retrying', attempt: 2, maxAttempts: 3, untilMs: -1, reason: 'too many requests' },
      'Trying again (2 of 3): too many requests',
    ],
    [{ phase: 'stopping' }, 'Stopping'],
  ])('%o', (phase, words) => {
    expect(phaseWords(phase, 0, 'Gemini')).toBe(words);
  });
});

describe('following the end', () => {
  const scrolled = { type: 'scrolled' as const, byReader: true, hasSelection: false };
  it.each([
    ['a reader who scrolls up is let go', true, { ...scrolled, distancePx: 200, movedUp: true }, false],
    ['text that grows below does not let go', true, { ...scrolled, distancePx: 200, movedUp: false }, true],
    ['scrolling down on the way does not bind', false, { ...scrolled, distancePx: 200, movedUp: false }, false],
    ['coming back to the end binds again', false, { ...scrolled, distancePx: 0, movedUp: false }, true],
    [
      'a page that moves up by itself, under no hand, does not let go',
      true,
      { ...scrolled, distancePx: 200, movedUp: true, byReader: false },
      true,
    ],
    ['content that shrinks moves the position up but leaves it at the end', true, { ...scrolled, distancePx: 0, movedUp: true }, true],
    [
      'who has text selected at the end is not pulled along',
      false,
      { ...scrolled, distancePx: 0, movedUp: false, hasSelection: true },
      false,
    ],
    ['a wish to go up lets go before the page moves', true, { type: 'reader-moves-up' as const }, false],
    ['selecting text lets go', true, { type: 'selection' as const, isInThread: true }, false],
    ['selecting elsewhere does not', true, { type: 'selection' as const, isInThread: false }, true],
    ['asking for the latest binds', false, { type: 'asked-for-latest' as const }, true],
  ])('%s', (_name, before, event, after) => {
    expect(followAfter(before, event)).toBe(after);
  });
});

describe('the excerpt of a long output', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n');

  it('is none for a short one', () => {
    expect(excerpt(lines(20))).toBeNull();
    expect(excerpt('')).toBeNull();
  });

  it('is the first and last lines, and says how many are between', () => {
    const result = excerpt(lines(100));
    expect(result?.head.split('\n').at(-1)).toBe('line 6');
    expect(result?.tail.split('\n').at(0)).toBe('line 91');
    expect(result?.hiddenLines).toBe(84);
  });

  it('counts a line end at the very end as none', () => {
    expect(excerpt(`${lines(100)}\n`)).toMatchObject({ hiddenLines: 84 });
  });

  it('bounds a single huge line', () => {
    const result = excerpt('x'.repeat(1_000_000));
    expect((result?.head.length ?? 0) + (result?.tail.length ?? 0)).toBeLessThan(13_000);
  });
});

describe('a message as Markdown', () => {
  it('is what was said, without what was done for it', () => {
    const [message] = scenePath('c', [
      {
        role: 'assistant',
        parts: [
          { type: 'thought', text: 'Hm' },
          { type: 'text', text: '# One\n' },
          sceneTool({ callId: 't', title: 'Run', kind: 'execute' }),
          { type: 'text', text: 'Two' },
        ],
      },
    ]);
    expect(message && messageMarkdown(message)).toBe('# One\n\nTwo');
  });
});
