/** A whole number as typed into a settings field, or the sentence that says what is wrong with it. */
export function parseWholeNumber(text: string, min: number, max: number): { ok: true; value: number } | { ok: false; error: string } {
  const trimmed = text.trim();
  const value = Number(trimmed);
  if (/^\d+$/.test(trimmed) && value >= min && value <= max) return { ok: true, value };
  return { ok: false, error: `Enter a whole number from ${min} to ${max}.` };
}
