/** The benchmarks' results as a table in plain text. Pure. */

/** @typedef {import('./benchmark.mjs').BenchRow} BenchRow */

/**
 * @param {BenchRow} row
 * @returns {number | undefined} how many times its floor a value is
 */
export function ratioOf({ value, floor, ratio }) {
  return ratio ?? (floor ? value / floor : undefined);
}

/** @param {readonly {name: string, rows: readonly BenchRow[]}[]} results */
export function formatTable(results) {
  const lines = results.flatMap(({ name, rows }) => [[name, '', '', ''], ...rows.map(rowCells)]);
  const cells = [['', 'value', 'floor', 'ratio'], ...lines];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map(([label = '', ...numbers]) =>
      [label.padEnd(widths[0] ?? 0), ...numbers.map((text, index) => text.padStart(widths[index + 1] ?? 0))].join('  ').trimEnd(),
    )
    .join('\n');
}

/** @param {BenchRow} row */
function rowCells(row) {
  const ratio = ratioOf(row);
  const label = `  ${row.name}${row.note ? ` (${row.note})` : ''}`;
  return [
    label,
    `${round(row.value)} ${row.unit}`,
    row.floor === undefined ? '' : `${round(row.floor)} ${row.unit}`,
    ratio === undefined ? '' : `${round(ratio)}x`,
  ];
}

/** Three significant digits: more would claim a precision that a shared machine doesn't have. @param {number} value */
function round(value) {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 1000) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
