/** What intermap says of a whole project, in the form from which pictures are made. */
import type { IntermapResult } from '#protocol/intermap.ts';

export type Architecture = IntermapResult<'architecture'>;
export type ReferenceEdge = IntermapResult<'reference_edges'>['edges'][number];
export type Cycle = Architecture['cycles'][number];

/** What an answer could not see: said openly beside the picture. */
export type Coverage = Pick<Architecture, 'parse_failures' | 'parse_failures_total' | 'unsupported' | 'scan_truncated'>;

export type FileLink = {
  from: string;
  to: string;
  imports: number;
  calls: number;
};

export type ProjectMap = {
  /** Every file that takes part, sorted. */
  files: readonly string[];
  /** Layer 0 depends on nothing of the project. Files beyond the listing's limit have none. */
  layerOf: ReadonlyMap<string, number>;
  links: readonly FileLink[];
  /** Links by the file they start at, and by the one they end at. */
  linksFrom: ReadonlyMap<string, readonly FileLink[]>;
  linksTo: ReadonlyMap<string, readonly FileLink[]>;
  cycles: readonly Cycle[];
  cycleCount: number;
  coverage: Coverage;
};

/** A slice is a few thousand steps of the loops below. */
const STEPS_PER_YIELD = 2_000;

/** Builds the map; a generator, so that a large project does not hold up the window. */
export function* buildProjectMap(architecture: Architecture, edges: readonly ReferenceEdge[]): Generator<void, ProjectMap> {
  const layerOf = new Map<string, number>();
  const files = new Set<string>();
  for (const { layer, files: inLayer } of architecture.layers) {
    for (const file of inLayer) {
      layerOf.set(file, layer);
      files.add(file);
    }
    yield;
  }
  const linksFrom = new Map<string, FileLink[]>();
  const linksTo = new Map<string, FileLink[]>();
  const links: FileLink[] = [];
  for (const link of edges) {
    if (link.from === link.to) continue;
    files.add(link.from);
    files.add(link.to);
    links.push(link);
    append(linksFrom, link.from, link);
    append(linksTo, link.to, link);
    if (links.length % STEPS_PER_YIELD === 0) yield;
  }
  return {
    files: [...files].sort(byPath),
    layerOf,
    links,
    linksFrom,
    linksTo,
    cycles: architecture.cycles,
    cycleCount: architecture.cycle_count,
    coverage: architecture,
  };
}

/** The folder of a path; '' for one at the project's root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** True for a path below the folder; everything is below ''. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

/** The deepest folder that holds all of the files. */
export function commonFolder(files: readonly string[]): string {
  let folder = folderOf(files[0] ?? '');
  while (folder !== '' && !files.every((file) => isBelow(file, folder))) folder = folderOf(folder);
  return folder;
}

const byPath = (first: string, second: string) => (first < second ? -1 : first > second ? 1 : 0);

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
