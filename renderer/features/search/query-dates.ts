/** Dates as they are typed into a search: a day, a month, a year, or a word. In the person's own time zone. Pure. */
import { startOfLocalDay } from '../../state/local-day.ts';

/** Both inclusive. */
export type DateSpan = { fromMs: number; toMs: number };

export function readDate(text: string, nowMs: number): DateSpan | null {
  const word = text.toLowerCase();
  if (word === 'today') return { fromMs: startOfLocalDay(nowMs), toMs: startOfLocalDay(nowMs, -1) - 1 };
  if (word === 'yesterday') return { fromMs: startOfLocalDay(nowMs, 1), toMs: startOfLocalDay(nowMs) - 1 };
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map((digits) => (digits === undefined ? undefined : Number(digits)));
  if (year === undefined) return null;
  if (month === undefined) return span(new Date(year, 0), new Date(year + 1, 0));
  if (month < 1 || month > 12) return null;
  if (day === undefined) return span(new Date(year, month - 1), new Date(year, month));
  const from = new Date(year, month - 1, day);
  // 31 February is a day in March for Date, and a mistake for people.
  return from.getDate() === day ? span(from, new Date(year, month - 1, day + 1)) : null;
}

const span = (from: Date, end: Date): DateSpan => ({ fromMs: from.getTime(), toMs: end.getTime() - 1 });

/** A day as it is typed. */
export function dateText(timeMs: number): string {
  const date = new Date(timeMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
