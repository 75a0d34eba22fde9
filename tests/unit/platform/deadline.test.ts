import { expect, test } from 'vitest';
import { createDeadline } from '#platform/deadline.ts';
import { createFakeClock } from '#tests/support/fake-clock.ts';

function make(ms: number) {
  const clock = createFakeClock();
  let expired = 0;
  const deadline = createDeadline({ ms, clock, onExpire: () => expired++ });
  return { clock, deadline, expired: () => expired };
}

test('expires once, not before its time', () => {
  const { clock, expired } = make(5000);
  clock.advance(4999);
  expect(expired()).toBe(0);
  clock.advance(1);
  expect(expired()).toBe(1);
  clock.advance(60_000);
  expect(expired()).toBe(1);
  expect(clock.timerCount).toBe(0);
});

test('progress grants the whole time again', () => {
  const { clock, deadline, expired } = make(5000);
  clock.advance(4500);
  deadline.restart();
  clock.advance(5000);
  expect(expired()).toBe(0);
  clock.advance(1000);
  expect(expired()).toBe(1);
});

test('a short deadline keeps to its own length', () => {
  const { clock, expired } = make(200);
  clock.advance(200);
  expect(expired()).toBe(1);
});

test('stands still while it is held, until the last hold is gone', () => {
  const { clock, deadline, expired } = make(5000);
  const [first, second] = [deadline.hold(), deadline.hold()];
  clock.advance(60_000);
  first();
  first();
  clock.advance(60_000);
  expect(expired()).toBe(0);
  second();
  clock.advance(5000);
  expect(expired()).toBe(1);
});

test('eight hours of sleep do not count, and the time left is still granted', () => {
  const { clock, expired } = make(5000);
  clock.advance(2000);
  clock.sleep(8 * 3_600_000);
  expect(expired()).toBe(0);
  clock.advance(2999);
  expect(expired()).toBe(0);
  clock.advance(1);
  expect(expired()).toBe(1);
});

test('does not expire on waking even with a moment left', () => {
  const { clock, expired } = make(100);
  clock.sleep(10_000);
  expect(expired()).toBe(0);
});

test('cleared, it leaves no timer, and a late release of a hold brings none back', () => {
  const { clock, deadline, expired } = make(1000);
  const release = deadline.hold();
  deadline.clear();
  release();
  clock.advance(10_000);
  expect(expired()).toBe(0);
  expect(clock.timerCount).toBe(0);
});
