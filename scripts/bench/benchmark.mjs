/**
 * What a benchmark is: a file tests/bench/<name>.bench.ts whose default export is a `Benchmark`. It measures the thing itself and the floor
 * it is held against in the same run, because ratios hold on every machine and figures don't.
 *
 * @typedef {object} BenchRow
 * @property {string} name what was measured, as a person would say it
 * @property {number} value
 * @property {string} unit `ms`, `us`, `MB`, `x`, …
 * @property {number} [ratio] how many times the floor this is; the floor is measured in the same run
 * @property {string} [floor] what the ratio is against: "raw pipe", "bare Electron as Node"
 *
 * @typedef {object} BenchContext
 * @property {string} root of the work tree
 * @property {string} outDir of the built app
 * @property {string} electron the binary; with ELECTRON_RUN_AS_NODE=1 it is Node
 * @property {readonly string[]} electronSwitches what a window needs to start here (`--no-sandbox` as root)
 * @property {string} temporaryFolder of this benchmark alone, removed afterwards
 *
 * @typedef {object} Benchmark
 * @property {string} name as on the command line: `npm run bench -- name`
 * @property {(context: BenchContext) => Promise<{rows: BenchRow[]}>} run
 */

/**
 * Runs a measurement several times and returns the middle: one slow run on a shared machine doesn't move it.
 * @param {number} times
 * @param {() => number | Promise<number>} measure
 * @returns {Promise<{median: number, min: number, max: number}>}
 */
export async function sample(times, measure) {
  const values = [];
  for (let run = 0; run < times; run += 1) values.push(await measure());
  values.sort((a, b) => a - b);
  return { median: values[Math.floor(values.length / 2)] ?? Number.NaN, min: values[0] ?? Number.NaN, max: values.at(-1) ?? Number.NaN };
}
