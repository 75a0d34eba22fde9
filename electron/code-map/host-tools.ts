/** Offers the code map to agents: their model's calls are answered by the project's one sidecar, at no cost of a further process. */
import { ZodError, z } from 'zod';
import { askWithinBudget, type Fitted } from '#platform/intermap-output-budget.ts';
import type { RunOptions } from '#platform/python-bridge.ts';
import type { HostTool } from '#protocol/bridge.ts';
import { toErrorInfo } from '#protocol/errors.ts';
import { findIntermapTool, INTERMAP_TOOLS, intermapToolArguments, intermapToolParameters } from '#protocol/intermap-tools.ts';
import type { HostCall, HostCallOutcome } from '../chat/session.ts';
import type { CodeMapService } from './code-map-service.ts';

/** About 12,000 tokens: a tenth of what a small model holds, and each command answers in pages anyway. */
const MAX_OUTPUT_CHARS = 48_000;

/** What main offers to the model of a conversation that has a project. All of it only reads, so nothing needs approval. */
export const CODE_MAP_HOST_TOOLS: readonly HostTool[] = INTERMAP_TOOLS.map((tool) => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  kind: 'code-map',
  parameters: intermapToolParameters(tool),
  readOnly: true,
}));

/** Answers a call. Never rejects: what went wrong is told to the model, which can do better at once. */
export async function answerHostCall(
  codeMap: CodeMapService,
  projectFolder: string,
  call: HostCall,
  signal: AbortSignal,
): Promise<HostCallOutcome> {
  const tool = findIntermapTool(call.name);
  if (tool === undefined) return { status: 'error', message: `There is no host tool named ${call.name}.` };
  try {
    const args = intermapToolArguments(tool, call.args);
    const options: RunOptions = {
      signal,
      correlationId: call.correlationId,
      // With it the deadline counts from the last progress: the first index of a large project may take minutes.
      onProgress: () => {},
    };
    const fitted = await askWithinBudget(args, MAX_OUTPUT_CHARS, (asked) => codeMap.run(projectFolder, tool.command, asked, options));
    return { status: 'success', output: toOutput(fitted) };
  } catch (error) {
    return { status: 'error', message: error instanceof ZodError ? z.prettifyError(error) : toErrorInfo(error).message };
  }
}

/** A text map is text to the model too; everything else is JSON, whole, with what was left out said inside it. */
function toOutput({ result, note }: Fitted): string {
  if (typeof result.map === 'string') return note === null ? result.map : `${result.map}\n[${note}]`;
  return JSON.stringify(note === null ? result : { ...result, note });
}
