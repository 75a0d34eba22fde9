/** Days as the person's calendar has them: local midnight to local midnight, also when the clocks change. */
import { dateFormat } from '../strings/format.ts';

/** The days looked up last: the sidebar asks about the same now for each of ten thousand conversations. */
let known = { timeMs: Number.NaN, starts: new Map<number, number>() };

/** Epoch time of the midnight that began the day of `timeMs`, `daysBack` days earlier. */
export function startOfLocalDay(timeMs: number, daysBack = 0): number {
  if (known.timeMs !== timeMs) known = { timeMs, starts: new Map() };
  const start = known.starts.get(daysBack);
  if (start !== undefined) return start;
  const date = new Date(timeMs);
  const found = new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysBack).getTime();
  known.starts.set(daysBack, found);
  return found;
}

const timeFormat = dateFormat({ hour: 'numeric', minute: '2-digit' });
const weekdayFormat = dateFormat({ weekday: 'short' });
const dayFormat = dateFormat({ day: 'numeric', month: 'short' });
const dayAndYearFormat = dateFormat({ day: 'numeric', month: 'short', year: 'numeric' });
const fullFormat = dateFormat({ dateStyle: 'full', timeStyle: 'short' });

/** A time as short as it can be and still be found again: "14:32" today, "Tue" this week, "4 Mar", "4 Mar 2024". */
export function shortTimeLabel(timeMs: number, nowMs: number): string {
  if (timeMs >= startOfLocalDay(nowMs)) return timeFormat.format(timeMs);
  if (timeMs >= startOfLocalDay(nowMs, 6)) return weekdayFormat.format(timeMs);
  const sameYear = new Date(timeMs).getFullYear() === new Date(nowMs).getFullYear();
  return (sameYear ? dayFormat : dayAndYearFormat).format(timeMs);
}

/** The whole date and time, for a tooltip. */
export function fullTimeLabel(timeMs: number): string {
  return fullFormat.format(timeMs);
}
