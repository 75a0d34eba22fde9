import { strings } from '../../strings/strings.ts';

type WholeNumberLimits = {
  min: number;
  max: number;
  /** An empty field stands for null: no number chosen. */
  emptyIsNull?: boolean;
};

type ParsedWholeNumber = { ok: true; value: number | null } | { ok: false; error: string };

/** A whole number as typed into a settings field, or the sentence that says what is wrong with it. */
export function parseWholeNumber(text: string, { min, max, emptyIsNull = false }: WholeNumberLimits): ParsedWholeNumber {
  const trimmed = text.trim();
  if (trimmed === '' && emptyIsNull) return { ok: true, value: null };
  const value = Number(trimmed);
  if (/^\d+$/.test(trimmed) && value >= min && value <= max) return { ok: true, value };
  return { ok: false, error: strings.settings.wholeNumber(min, max, emptyIsNull) };
}
