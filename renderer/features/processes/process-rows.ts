/** The list of processes as the rows of a tree: pure, so that order and folding are tested without a window. */
import type { ProcessInfo } from '#protocol/ipc.ts';
import { totalOf, type UsageSample } from './processes-store.ts';

export type ProcessRow = {
  process: ProcessInfo;
  /** 1 for the app itself. */
  level: number;
  positionInSet: number;
  setSize: number;
  /** Undefined where nothing is below it. */
  isExpanded: boolean | undefined;
  /** Its own use; with everything below it while that is folded. */
  usage: UsageSample;
  /** For each level above, whether a line goes on past this row to a later sibling. The last one is its own. */
  lines: boolean[];
};

/** What a person looks for comes first; Electron's own parts last. */
const KIND_ORDER: readonly ProcessInfo['kind'][] = ['main', 'agent', 'code-map', 'child', 'renderer', 'gpu', 'utility', 'guard'];

/** Depth first, each parent before its children. A process whose parent is not listed (it has just ended) stands at the top. */
export function toProcessRows(processes: readonly ProcessInfo[], folded: ReadonlySet<number>): ProcessRow[] {
  const known = new Set(processes.map(({ pid }) => pid));
  const childrenOf = Map.groupBy(processes, ({ parentPid }) => (parentPid !== null && known.has(parentPid) ? parentPid : null));
  const rows: ProcessRow[] = [];
  const addAll = (parentPid: number | null, lines: boolean[]) => {
    const siblings = (childrenOf.get(parentPid) ?? []).toSorted(byKindAndAge);
    siblings.forEach((process, index) => {
      const hasChildren = childrenOf.has(process.pid);
      const isFolded = hasChildren && folded.has(process.pid);
      const ownLines = [...lines, index < siblings.length - 1];
      rows.push({
        process,
        level: lines.length + 1,
        positionInSet: index + 1,
        setSize: siblings.length,
        isExpanded: hasChildren ? !isFolded : undefined,
        usage: totalOf(isFolded ? familyOf(process, childrenOf) : [process]),
        lines: ownLines,
      });
      if (!isFolded) addAll(process.pid, ownLines);
    });
  };
  addAll(null, []);
  return rows;
}

/** The process and all below it. */
function familyOf(process: ProcessInfo, childrenOf: ReadonlyMap<number | null, readonly ProcessInfo[]>): ProcessInfo[] {
  return [process, ...(childrenOf.get(process.pid) ?? []).flatMap((child) => familyOf(child, childrenOf))];
}

/** Agents with whatever they started, and code maps: what the person's work costs, without the app itself. */
export function agentFamilies(processes: readonly ProcessInfo[]): ProcessInfo[] {
  const childrenOf = Map.groupBy(processes, ({ parentPid }) => parentPid);
  return processes.filter(({ kind }) => kind === 'agent' || kind === 'code-map').flatMap((process) => familyOf(process, childrenOf));
}

/**
 * What agents and code maps use together; null until that can be told. An agent that is just starting has a tenth of the memory that it will
 * have in a second, and a figure read then would be wrong for as long as it stands.
 */
export function agentMemoryBytes(processes: readonly ProcessInfo[] | null): number | null {
  const families = agentFamilies(processes ?? []);
  if (families.length === 0 || families.some(({ state }) => state === 'starting')) return null;
  return totalOf(families).memoryBytes;
}

function byKindAndAge(a: ProcessInfo, b: ProcessInfo): number {
  return KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) || a.startedAt - b.startedAt || a.pid - b.pid;
}
