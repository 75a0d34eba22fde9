import { formatNumber } from '../strings/format.ts';

const UNITS = ['KB', 'MB', 'GB', 'TB'];

/** `0 KB`, `12 KB`, `4.2 MB`, `1.3 GB`: the size of files. */
export function formatBytes(bytes: number): string {
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? formatNumber(value, 1) : formatNumber(value);
  return `${bytes > 0 && digits === '0' ? '1' : digits} ${UNITS[unit]}`;
}
