import { describe, expect, test } from 'vitest';
import { shortTimeLabel, startOfLocalDay } from '#renderer/state/local-day.ts';

const at = (text: string) => new Date(text).getTime();

describe('startOfLocalDay', () => {
  test('gives the midnight before a time', () => {
    expect(startOfLocalDay(at('2026-11-21T13:45:10'))).toBe(at('2026-11-21T00:00:00'));
  });

  test('counts calendar days back over the end of a month', () => {
    expect(startOfLocalDay(at('2026-03-01T08:00:00'), 1)).toBe(at('2026-02-28T00:00:00'));
  });
});

describe('shortTimeLabel', () => {
  const now = at('2026-11-21T13:45:00');

  test('shows the time of day today', () => {
    expect(shortTimeLabel(at('2026-11-21T09:05:00'), now)).toMatch(/9[:.]05/);
  });

  test('shows the weekday within the last week', () => {
    expect(shortTimeLabel(at('2026-11-20T23:59:00'), now)).toBe(
      new Intl.DateTimeFormat(undefined, { weekday: 'short' }).format(at('2026-11-20T12:00:00')),
    );
  });

  test('shows the day before that, with the year only when it is another one', () => {
    expect(shortTimeLabel(at('2026-03-04T12:00:00'), now)).not.toContain('2026');
    expect(shortTimeLabel(at('2024-03-04T12:00:00'), now)).toContain('2024');
  });
});
