import { useEffect, useState } from 'react';

const remainingSeconds = (untilMs: number | null): number => (untilMs === null ? 0 : Math.max(0, Math.ceil((untilMs - Date.now()) / 1000)));

/** Whole seconds until an epoch time, counting down to 0. Null: 0. */
export function useCountdown(untilMs: number | null): number {
  const [seconds, setSeconds] = useState(() => remainingSeconds(untilMs));
  useEffect(() => {
    setSeconds(remainingSeconds(untilMs));
    if (remainingSeconds(untilMs) === 0) return;
    const timer = setInterval(() => {
      const left = remainingSeconds(untilMs);
      setSeconds(left);
      if (left === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [untilMs]);
  return seconds;
}
