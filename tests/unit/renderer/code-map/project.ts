/** A small project as intermap tells it: an app on a store on a log, with tests, a circle and a script nothing is linked with. */
import { type Architecture, buildProjectMap, type ProjectMap } from '#renderer/features/code-map/model/project-map.ts';

const link = (from: string, to: string, imports = 1, calls = 1) => ({ from, to, imports, calls });

export const LINKS = [
  link('app/main.ts', 'store/database.ts'),
  link('app/main.ts', 'log/log.ts'),
  link('store/database.ts', 'log/log.ts'),
  link('store/database.ts', 'store/rows.ts'),
  link('store/rows.ts', 'store/database.ts'),
  link('tests/store.test.ts', 'store/database.ts'),
  // A call through an object that was handed over: it binds nothing.
  link('log/log.ts', 'app/main.ts', 0, 2),
];

const ARCHITECTURE: Architecture = {
  files: 6,
  dependencies: 6,
  cycles: [{ length: 2, files: ['store/database.ts', 'store/rows.ts'], example: [] }],
  cycle_count: 1,
  layers: [
    { layer: 0, count: 2, files: ['log/log.ts', 'tools/script.ts'] },
    { layer: 1, count: 2, files: ['store/database.ts', 'store/rows.ts'] },
    { layer: 2, count: 2, files: ['app/main.ts', 'tests/store.test.ts'] },
  ],
  folders: [],
  entry_points: [],
  entry_point_count: 0,
  hubs: [],
  truncated: false,
  parse_failures: [],
  unsupported: [],
};

/** Runs a generator to its end at once. */
export function finish<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

export function smallProject(): ProjectMap {
  return finish(buildProjectMap(ARCHITECTURE, LINKS));
}
