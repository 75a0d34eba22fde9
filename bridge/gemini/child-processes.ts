/** Ends every process this bridge has started, without asking them: the client is gone. */
import { settlesWithin } from '#platform/clock.ts';
import { descendants, sendSignal } from '#platform/process-tree.ts';
import { ShellExecutionService } from './sdk.ts';

/** Reading the list takes milliseconds on Linux; where it takes longer the groups of commands are known without it. */
const LIST_DEADLINE_MS = 500;

export async function killChildProcesses(): Promise<void> {
  // Looked up before anything is killed: the child of a dead parent is found no more.
  const listed = descendants(process.pid);
  const family = (await settlesWithin(listed, LIST_DEADLINE_MS)) ? await listed.catch(() => []) : [];
  for (const pid of shellProcessIds()) sendSignal(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  for (const { pid } of family) sendSignal(pid, 'SIGKILL');
}

/** Commands run in a process group of their own, named by the pid of their shell [SDK, shellExecutionService]. */
function shellProcessIds(): number[] {
  const { activeChildProcesses } = ShellExecutionService as unknown as { activeChildProcesses: Map<number, unknown> };
  return [...activeChildProcesses.keys()];
}
