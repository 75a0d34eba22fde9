/** Numbers and dates as the page's language writes them: the only place that asks Intl. */
import { locale } from './language.ts';

const numberFormats = new Map<number, Intl.NumberFormat>();

/** `3,400`; with `digits` decimals `4.2`. */
export function formatNumber(value: number, digits = 0): string {
  let format = numberFormats.get(digits);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    numberFormats.set(digits, format);
  }
  return format.format(value);
}

/** A way to write dates; make it once, Intl is slow to start. */
export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, options);
}
