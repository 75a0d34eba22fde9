import { useEffect, useState } from 'react';
import { startOfLocalDay } from '../../state/local-day.ts';

/** The time of the first draw, moved on at each midnight: "Today" must not stay today for ever. */
export function useNowPerDay(): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const untilMidnightMs = startOfLocalDay(nowMs, -1) - Date.now();
    const timer = setTimeout(() => setNowMs(Date.now()), Math.max(1000, untilMidnightMs + 500));
    return () => clearTimeout(timer);
  }, [nowMs]);
  return nowMs;
}
