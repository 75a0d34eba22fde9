import { expect, test } from 'vitest';
import { readableLog } from '#renderer/features/processes/log-lines.ts';
import { formatCountdown, formatCpu, formatMemory, formatUptime } from '#renderer/features/processes/process-words.ts';

const MB = 1024 * 1024;

test.each([
  [0, '0 %'],
  [0.04, '0 %'],
  [3.44, '3.4 %'],
  [9.96, '10 %'],
  [128.4, '128 %'],
])('%s of a core reads %s', (percent, words) => {
  expect(formatCpu(percent)).toBe(words);
});

test.each([
  [1.7 * MB, '1.7 MB'],
  [412.4 * MB, '412 MB'],
  [999.6 * MB, '1.0 GB'],
  [2355 * MB, '2.3 GB'],
])('%s bytes read %s', (bytes, words) => {
  expect(formatMemory(bytes)).toBe(words);
});

test.each([
  [-5, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [12_000_000, '3 h 20 min'],
  [187_200_000, '2 d 4 h'],
])('%s ms read %s', (durationMs, words) => {
  expect(formatUptime(durationMs)).toBe(words);
});

test.each([
  [-1, '0:00'],
  [6_001, '0:07'],
  [581_000, '9:41'],
  [3_600_000, '1:00:00'],
])('%s ms are left: %s', (remainingMs, words) => {
  expect(formatCountdown(remainingMs)).toBe(words);
});

test('lines of our own log are taken apart, and everything else is shown as it came', () => {
  const time = new Date(2026, 10, 21, 10, 2, 31).toISOString();
  const text = `${JSON.stringify({ time, level: 'warn', message: 'no answer', attempt: 2, model: 'm' })}\nplain words\n{"cut": \n{"other":1}\n`;
  expect(readableLog(text)).toBe('10:02:31  warn   no answer  attempt=2  model=m\nplain words\n{"cut": \n{"other":1}');
});
