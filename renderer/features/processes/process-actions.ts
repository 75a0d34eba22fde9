/** What can be done with an agent's process. Each looks again at once, so that the row shows what came of it. */
import { invoke } from '../../api.ts';
import { reportErrors } from '../../state/report-error.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';
import { refreshProcesses } from './processes-store.ts';

/** Ends it, a turn that runs included; the conversation goes on with the next message. */
export function stopAgent(conversationId: string): void {
  reportErrors(invoke('sessions.stop', { conversationId }).finally(refreshProcesses));
  refreshProcesses();
}

export function restartAgent(conversationId: string): void {
  reportErrors(invoke('sessions.restart', { conversationId }).finally(refreshProcesses));
  refreshProcesses();
}

export function stopAllAgents(): void {
  const stopped = invoke('sessions.stopAll').then(() => showInfo(strings.processes.allStopped));
  reportErrors(stopped.finally(refreshProcesses));
}

export function copyDiagnostics(): void {
  reportErrors(invoke('diagnostics.copy').then(() => showInfo(strings.processes.diagnosticsCopied)));
}

export function openLogFolder(): void {
  reportErrors(invoke('desktop.showLog'));
}
