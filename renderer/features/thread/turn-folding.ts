/**
 * Folds what an agent did between two pieces of text into one line: "Read 4 files, ran 2 commands · 12 s".
 * While the turn runs every step stands for itself, so that one can watch.
 */
import type { Part, ToolCallPart, ToolKind } from '#protocol/conversation.ts';
import { strings } from '../../strings/strings.ts';
import { formatDuration } from './duration-words.ts';

/** One thing the thread shows of an answer. `index` is the part's position, which keeps its identity while it streams. */
export type Segment =
  | { type: 'part'; index: number; part: Part }
  | { type: 'steps'; index: number; steps: readonly { index: number; part: Part }[] };

/** The parts of an answer as they are shown: with `isFolded`, steps in a row become one line where there is more than one. */
export function foldTurn(parts: readonly Part[], isFolded: boolean): Segment[] {
  const segments: Segment[] = [];
  let steps: { index: number; part: Part }[] = [];
  const closeSteps = () => {
    const [first] = steps;
    if (first === undefined) return;
    const isWorthFolding = isFolded && steps.length > 1 && steps.some((step) => step.part.type === 'tool-call');
    if (isWorthFolding) segments.push({ type: 'steps', index: first.index, steps });
    else segments.push(...steps.map((step) => ({ type: 'part' as const, ...step })));
    steps = [];
  };
  parts.forEach((part, index) => {
    if (isEmptyText(part)) return;
    if (part.type === 'tool-call' || part.type === 'thought') {
      steps.push({ index, part });
      return;
    }
    closeSteps();
    segments.push({ type: 'part', index, part });
  });
  closeSteps();
  return segments;
}

/** Models send line breaks between two calls; a paragraph of nothing is not worth a gap. */
function isEmptyText(part: Part): boolean {
  return (
    (part.type === 'text' || part.type === 'thought') && part.text.trim() === '' && !(part.type === 'thought' && part.subject !== undefined)
  );
}

const DONE: Record<ToolKind, (count: number) => string> = { ...strings.stepsDone, 'code-map': strings.stepsDone.codeMap };

/** Reading one file in four pieces is one file read. */
const FILE_KINDS: ReadonlySet<ToolKind> = new Set(['read', 'edit', 'delete', 'move']);

/** The line for folded steps: "Read 4 files, ran 2 commands · 12 s". Failures are said, because a fold must not hide them. */
export function stepsLine(parts: readonly Part[]): string {
  const calls = parts.filter((part): part is ToolCallPart => part.type === 'tool-call');
  const words = [...groupByKind(calls)].map(([kind, group]) => describeGroup(kind, group));
  for (const [state, countWords] of [
    ['failed', strings.thread.failedCount],
    ['denied', strings.thread.deniedCount],
  ] as const) {
    const count = calls.filter((call) => call.state === state).length;
    if (count > 0) words.push(countWords(count));
  }
  const sentence = words.join(', ');
  const durationMs = calls.reduce((sum, call) => sum + (call.durationMs ?? 0), 0);
  const time = durationMs > 0 ? ` · ${formatDuration(durationMs)}` : '';
  return sentence.charAt(0).toUpperCase() + sentence.slice(1) + time;
}

function groupByKind(calls: readonly ToolCallPart[]): Map<ToolKind, ToolCallPart[]> {
  const groups = new Map<ToolKind, ToolCallPart[]>();
  for (const call of calls) groups.set(call.kind, [...(groups.get(call.kind) ?? []), call]);
  return groups;
}

function describeGroup(kind: ToolKind, calls: readonly ToolCallPart[]): string {
  const paths = new Set(calls.flatMap((call) => call.paths));
  return DONE[kind](FILE_KINDS.has(kind) && paths.size > 0 ? paths.size : calls.length);
}
