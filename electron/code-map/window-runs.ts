/** What the window asks of the code map: with progress while a project is read, and an end at the person's word. */
import type { IntermapResult } from '#platform/intermap-answers.ts';
import { AppError } from '#protocol/errors.ts';
import { INTERMAP_COMMANDS } from '#protocol/intermap.ts';
import type { EventPayload, ParsedInvokeRequest } from '#protocol/ipc.ts';
import type { CodeMapService } from './code-map-service.ts';

export interface WindowRuns {
  /** Runs a command on the conversation's project. Throws `AppError`. */
  run(projectFolder: string, request: ParsedInvokeRequest<'codeMap.run'>): Promise<IntermapResult>;
  /** Ends every open run of the conversation; each rejects with `cancelled`. */
  cancel(conversationId: string): void;
}

export interface WindowRunsOptions {
  codeMap: Pick<CodeMapService, 'run'>;
  sendProgress: (progress: EventPayload<'codeMap.progress'>) => void;
}

export function createWindowRuns({ codeMap, sendProgress }: WindowRunsOptions): WindowRuns {
  const open = new Map<string, Set<AbortController>>();

  return {
    async run(projectFolder, { conversationId, command, args }) {
      const controller = new AbortController();
      const siblings = open.get(conversationId) ?? new Set();
      open.set(conversationId, siblings.add(controller));
      try {
        const result = await codeMap.run(projectFolder, command, args, {
          signal: controller.signal,
          onProgress: (progress) => sendProgress({ ...progress, conversationId }),
        });
        // Here and not in the window, where zod may not compile its schemas: a large result would hold a frame up.
        return INTERMAP_COMMANDS[command].result.parse(result);
      } finally {
        siblings.delete(controller);
        if (siblings.size === 0) open.delete(conversationId);
      }
    },

    cancel(conversationId) {
      const reason = new AppError({ code: 'cancelled', message: 'Reading the project was stopped.' });
      for (const controller of open.get(conversationId) ?? []) controller.abort(reason);
    },
  };
}
