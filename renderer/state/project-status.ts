/** The branch of the project shown. Asked again whenever it may have changed: another folder, a turn that begins or ends, a window that comes back. */
import { useEffect, useState } from 'react';
import type { ConversationSummary } from '#protocol/ipc.ts';
import type { ProjectStatus } from '#protocol/projects.ts';
import { invoke } from '../api.ts';

/** Null until main has answered, and without a project. */
export function useProjectStatus({ id, projectFolder, sessionState }: ConversationSummary): ProjectStatus | null {
  const [status, setStatus] = useState<ProjectStatus | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the folder and the agent's state are what the answer depends on.
  useEffect(() => {
    if (projectFolder === null) {
      setStatus(null);
      return;
    }
    let isCurrent = true;
    const ask = () =>
      invoke('projects.status', { conversationId: id }).then(
        (answer) => isCurrent && setStatus(answer),
        // The conversation went meanwhile; the title bar goes with it.
        () => undefined,
      );
    void ask();
    window.addEventListener('focus', ask);
    return () => {
      isCurrent = false;
      window.removeEventListener('focus', ask);
    };
  }, [id, projectFolder, sessionState]);
  return status;
}
