/**
 * The Python sidecar on the standard library of the Python that is here, against a bare `ast.parse` pass over the same files and `ctags`
 * in the same run. The measuring itself is Python's (python/bench/bench_index.py): it drives the real sidecar as main does.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { BenchContext, Benchmark, BenchRow } from '#scripts/bench/benchmark.mjs';

const figures = z.object({
  python: z.string(),
  files: z.number(),
  lines: z.number(),
  parse_pass_ms: z.number(),
  ctags_ms: z.number().nullable(),
  cold_index_ms: z.number(),
  cold_graph_ms: z.number(),
  warm_index_ms: z.number(),
  warm_graph_ms: z.number(),
  rss_indexed_mb: z.number().nullable(),
  rss_idle_mb: z.number().nullable(),
  rss_warm_mb: z.number().nullable(),
  rss_mb: z.number().nullable(),
  renames: z.record(z.string(), z.number()),
  commands: z.record(
    z.string(),
    z.object({
      leaf_ms: z.number(),
      after_change_p50_ms: z.number(),
      after_change_max_ms: z.number(),
      worst_file: z.string(),
      repeated_p50_ms: z.number(),
      repeated_max_ms: z.number(),
    }),
  ),
});
type Figures = z.infer<typeof figures>;

/** The goals; a ratio above 1 misses one. */
const COLD_INDEX_GOAL_PASSES = 2.5;
const AFTER_CHANGE_GOAL_MS = 150;
const REPEATED_GOAL_MS = 30;
const RSS_GOAL_MB = 150;

const benchmark: Benchmark = {
  name: 'intermap',
  async run({ root, temporaryFolder }: BenchContext) {
    const python = process.env.INTERMAP_PYTHON ?? (process.platform === 'win32' ? 'python' : 'python3');
    const script = join(root, 'python', 'bench', 'bench_index.py');
    const { stdout } = await promisify(execFile)(python, [script, '--repeat', '2'], { cwd: temporaryFolder, maxBuffer: 1 << 24 });
    const measured = figures.parse(JSON.parse(stdout));
    const keptAt = process.env.AGENT_MANAGER_BENCH_JSON;
    if (keptAt !== undefined) await writeFile(keptAt, stdout);
    return { rows: [...overall(measured), ...perCommand(measured), ...perRename(measured)] };
  },
};
export default benchmark;

function overall(measured: Figures): BenchRow[] {
  const pass = measured.parse_pass_ms;
  const inPasses = (name: string, value: number): BenchRow => ({ name, value, unit: 'ms', ratio: value / pass, floor: 'parse pass' });
  return [
    { name: `floor: ast.parse of ${measured.files} files, ${measured.lines} lines (Python ${measured.python})`, value: pass, unit: 'ms' },
    ...(measured.ctags_ms === null ? [] : [inPasses('ctags over the same files', measured.ctags_ms)]),
    inPasses(`cold index (goal ${COLD_INDEX_GOAL_PASSES})`, measured.cold_index_ms),
    inPasses('then the first call graph', measured.cold_graph_ms),
    inPasses('new process, index on disk: first answer', measured.warm_index_ms),
    inPasses('then its first call graph', measured.warm_graph_ms),
    ...memory('first call graph answered', measured.rss_indexed_mb),
    ...memory('a few seconds later', measured.rss_idle_mb),
    ...memory('after everything', measured.rss_mb),
    ...memory('new process, first call graph answered', measured.rss_warm_mb),
  ];
}

/** Nothing where the system does not tell. */
function memory(when: string, value: number | null): BenchRow[] {
  return value === null ? [] : [against(`resident memory, ${when}`, value, 'MB', RSS_GOAL_MB)];
}

function perCommand(measured: Figures): BenchRow[] {
  return Object.entries(measured.commands).flatMap(([command, row]) => [
    against(`${command}, after a leaf file changed`, row.leaf_ms, 'ms', AFTER_CHANGE_GOAL_MS),
    against(`${command}, after one file changed, p50`, row.after_change_p50_ms, 'ms', AFTER_CHANGE_GOAL_MS),
    against(`${command}, worst (${row.worst_file})`, row.after_change_max_ms, 'ms', AFTER_CHANGE_GOAL_MS),
    against(`${command}, again, p50`, row.repeated_p50_ms, 'ms', REPEATED_GOAL_MS),
    against(`${command}, again, longest`, row.repeated_max_ms, 'ms', REPEATED_GOAL_MS),
  ]);
}

function perRename(measured: Figures): BenchRow[] {
  return Object.entries(measured.renames).map(([what, value]) =>
    against(`architecture, after a rename in ${what}`, value, 'ms', AFTER_CHANGE_GOAL_MS),
  );
}

function against(name: string, value: number, unit: string, goal: number): BenchRow {
  return { name, value, unit, ratio: value / goal, floor: `the goal of ${goal} ${unit}` };
}
