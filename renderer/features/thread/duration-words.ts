/** Durations and counts in words and figures a person reads at a glance. */
import { formatNumber } from '../../strings/format.ts';
import { strings } from '../../strings/strings.ts';

/** `850 ms`, `4.2 s`, `12 s`, `3 min 5 s`, `1 h 4 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 9950) return `${formatNumber(durationMs / 1000, 1)} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** Whole seconds for a clock that runs on screen, where decimals would only flicker. */
export function formatElapsed(durationMs: number): string {
  return formatDuration(Math.max(1000, Math.floor(durationMs / 1000) * 1000)).replace(/[.,]0 s/, ' s');
}

/** `412`, `4.1k`, `128k`, `1.2M`. */
export function formatCount(count: number): string {
  if (count < 1000) return String(count);
  if (count < 9950) return `${formatNumber(count / 1000, 1)}k`;
  if (count < 999_500) return `${Math.round(count / 1000)}k`;
  return `${formatNumber(count / 1_000_000, 1)}M`;
}

/** `812 bytes`, `4.1 KB`, `12 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return strings.counts.bytes(bytes);
  const [size, unit] = bytes < 999_500 ? [bytes / 1000, 'KB'] : [bytes / 1_000_000, 'MB'];
  return `${formatNumber(size, size < 9.95 && Math.round(size * 10) % 10 > 0 ? 1 : 0)} ${unit}`;
}
