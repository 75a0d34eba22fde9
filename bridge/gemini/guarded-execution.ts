/** What happens between the approval of a call and its run: paths are checked once more, and the client saves the files as they are. */
import path from 'node:path';
import type { Checkpoints, GuardedTool } from '../serving/checkpoints.ts';
import type { Confinement } from './confinement.ts';
import { type CompletedToolCall, type ExecutingToolCall, type Scheduler, ToolErrorType, type ToolExecutor } from './sdk.ts';
import { toolKind, toolPaths, toolTitle } from './tool-presentation.ts';

export interface GuardOptions {
  folder: string;
  confinement: Confinement;
  checkpoints: Checkpoints;
}

/** The one place in the SDK through which every approved call goes, once. */
type Executor = Pick<ToolExecutor, 'execute'> & {
  createErrorResult(call: ExecutingToolCall, error: Error, type: ToolErrorType): CompletedToolCall;
  createCancelledResult(call: ExecutingToolCall, reason: string): Promise<CompletedToolCall>;
};

export function guardExecution(scheduler: Scheduler, options: GuardOptions): void {
  const { executor } = scheduler as unknown as { executor: Executor };
  const execute = executor.execute.bind(executor);
  executor.execute = async (context) => {
    const call = context.call as ExecutingToolCall;
    const refusal = writtenPaths(call, options.folder)
      .map(options.confinement)
      .find((reason) => reason !== undefined);
    // A link may have been put in the place of a folder since the person allowed the call.
    if (refusal !== undefined) return executor.createErrorResult(call, new Error(refusal), ToolErrorType.PATH_NOT_IN_WORKSPACE);
    const guarded = guardedTool(call, options.folder);
    if (guarded === undefined) return execute(context);
    let hasStarted = false;
    try {
      return await options.checkpoints.around(guarded, context.signal, () => {
        hasStarted = true;
        return execute(context);
      });
    } catch (error) {
      if (hasStarted) throw error;
      if (context.signal.aborted) return executor.createCancelledResult(call, 'Stopped.');
      return executor.createErrorResult(call, error instanceof Error ? error : new Error(String(error)), ToolErrorType.EXECUTION_FAILED);
    }
  };
}

/** Undefined for a call that changes no files. */
function guardedTool(call: ExecutingToolCall, folder: string): GuardedTool | undefined {
  const { callId, name } = call.request;
  const kind = toolKind(call.tool, name);
  if (call.tool.isReadOnly || kind === 'think') return undefined;
  const paths = writtenPaths(call, folder);
  return { callId, kind, title: toolTitle(call, folder), scope: paths.length > 0 ? 'paths' : 'project', paths };
}

/** The files an edit names; anything else (a command, a tool of an MCP server) may change whatever it likes. */
function writtenPaths(call: ExecutingToolCall, folder: string): string[] {
  return toolKind(call.tool, call.request.name) === 'edit' ? toolPaths(call, folder).map((file) => path.resolve(folder, file)) : [];
}
