/** Turns the sidecar's phases into MCP's one growing number. */
import type { IntermapProgress } from '#protocol/intermap-frames.ts';

/** In the order in which they come; one that is not known yet counts as the last. */
const PHASES: Readonly<Record<string, { order: number; words: string }>> = {
  index: { order: 0, words: 'Reading files' },
  resolve: { order: 1, words: 'Resolving names' },
  link: { order: 2, words: 'Linking calls' },
};
const PHASE_COUNT = 3;

export interface McpProgress {
  progress: number;
  total: number;
  message: string;
}

/** Undefined for progress that is none: MCP wants the number to grow each time [MCP specification, "Progress"]. */
export function createProgressCounter(): (progress: IntermapProgress) => McpProgress | undefined {
  let last = -1;
  return ({ done, total, phase }) => {
    const { order, words } = PHASES[phase] ?? { order: PHASE_COUNT - 1, words: phase };
    const progress = order + (total > 0 ? Math.min(1, done / total) : 0);
    if (progress <= last) return undefined;
    last = progress;
    return { progress, total: PHASE_COUNT, message: `${words}: ${done} of ${total}` };
  };
}
