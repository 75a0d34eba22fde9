import { expect, test } from 'vitest';
import { type NotifiedEvent, notificationFor, withoutMarkup } from '#electron/desktop/notification-words.ts';

const DEFAULTS = { notifyNeedsApproval: true, notifyFinished: 'long', notifyFailed: true } as const;
const asks: NotifiedEvent = { type: 'needs-approval', conversationTitle: 'Fix it', approvalTitle: 'Run `rm \u202ex`' };
const ended = (outcome: 'complete' | 'interrupted' | 'cancelled' | 'failed', durationMs = 0): NotifiedEvent => ({
  type: 'turn-ended',
  conversationTitle: 'Fix it',
  outcome,
  durationMs,
  preview: 'It is fixed.',
  failure: outcome === 'failed' ? 'The key was refused.' : null,
});

test('the reason comes first, and nothing in it is hidden', () => {
  expect(notificationFor(asks, DEFAULTS, false)).toEqual({ title: 'Needs approval: Fix it', body: 'Run `rm [U+202E]x`' });
  expect(notificationFor(ended('failed'), DEFAULTS, false)).toEqual({ title: 'Failed: Fix it', body: 'The key was refused.' });
  expect(notificationFor(ended('interrupted'), DEFAULTS, false)?.title).toBe('Interrupted: Fix it');
  expect(notificationFor(ended('complete', 30_000), DEFAULTS, false)?.title).toBe('Finished: Fix it');
});

test('what is looked at, what the person stopped, and short turns are no news', () => {
  expect(notificationFor(asks, DEFAULTS, true)).toBeNull();
  expect(notificationFor(ended('cancelled', 60_000), DEFAULTS, false)).toBeNull();
  expect(notificationFor(ended('complete', 29_999), DEFAULTS, false)).toBeNull();
  expect(notificationFor(ended('complete'), { ...DEFAULTS, notifyFinished: 'always' }, false)).not.toBeNull();
});

test('no word of an agent is markup', () => {
  expect(withoutMarkup('<img src="https://x"> && &lt;')).toBe('&lt;img src="https://x"&gt; &amp;&amp; &amp;lt;');
});

test('each kind can be turned off', () => {
  const off = { notifyNeedsApproval: false, notifyFinished: 'never', notifyFailed: false } as const;
  for (const event of [asks, ended('failed'), ended('interrupted'), ended('complete', 60_000)])
    expect(notificationFor(event, off, false)).toBeNull();
});
