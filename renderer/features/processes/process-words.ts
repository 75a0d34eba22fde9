/** Figures of the Processes view as a person reads them. */
import { formatNumber } from '../../strings/format.ts';

const MEBIBYTE = 1024 * 1024;

/** `0 %`, `3.4 %`, `128 %`; a whole core is 100 %. */
export function formatCpu(percent: number): string {
  if (percent < 0.05) return '0 %';
  return `${formatNumber(percent, percent < 9.95 ? 1 : 0)} %`;
}

/** `1.7 MB`, `412 MB`, `2.3 GB`. */
export function formatMemory(bytes: number): string {
  const megabytes = bytes / MEBIBYTE;
  if (megabytes < 9.95) return `${formatNumber(megabytes, 1)} MB`;
  if (megabytes < 999.5) return `${formatNumber(megabytes)} MB`;
  return `${formatNumber(megabytes / 1024, 1)} GB`;
}

/** `12 s`, `4 min`, `3 h 20 min`, `2 d 4 h`: two units at most, since nobody compares seconds of a day. */
export function formatUptime(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `9:41`, `0:07`: time that is left, as a clock shows it. */
export function formatCountdown(remainingMs: number): string {
  const seconds = Math.max(0, Math.ceil(remainingMs / 1000));
  const minutes = Math.floor(seconds / 60);
  const clock = `${String(minutes % 60).padStart(minutes < 60 ? 1 : 2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return minutes < 60 ? clock : `${Math.floor(minutes / 60)}:${clock}`;
}
