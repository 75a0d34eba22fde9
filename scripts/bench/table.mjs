/** The benchmarks' results as a table in plain text. Pure. */

/** @typedef {import('./benchmark.mjs').BenchRow} BenchRow */

/** @param {readonly {name: string, rows: readonly BenchRow[]}[]} results */
export function formatTable(results) {
  const cells = [['', 'value', 'ratio', ''], ...results.flatMap(({ name, rows }) => [[name, '', '', ''], ...rows.map(rowCells)])];
  const width = (/** @type {number} */ column) => Math.max(...cells.map((line) => line[column]?.length ?? 0));
  const [labelWidth, valueWidth, ratioWidth] = [width(0), width(1), width(2)];
  return cells
    .map(([label = '', value = '', ratio = '', floor = '']) =>
      [label.padEnd(labelWidth), value.padStart(valueWidth), ratio.padStart(ratioWidth), floor].join('  ').trimEnd(),
    )
    .join('\n');
}

/** @param {BenchRow} row */
function rowCells({ name, value, unit, ratio, floor }) {
  return [`  ${name}`, `${round(value)} ${unit}`, ratio === undefined ? '' : `${round(ratio)}x`, floor ?? ''];
}

/** Three significant digits: more would claim a precision that a shared machine doesn't have. @param {number} value */
function round(value) {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 1000) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
