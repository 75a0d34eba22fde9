/** The three nets under every child of the app (ARCHITECTURE.md, invariant 2), put up before the first child starts. */
import { randomUUID } from 'node:crypto';
import { type ChildRegistry, createChildRegistry } from '#platform/child-registry.ts';
import { createGuard } from '#platform/guard.ts';
import type { Log } from '#platform/log.ts';
import { createProcessLedger, reap } from '#platform/process-ledger.ts';

export interface Supervision {
  readonly children: ChildRegistry;
  readonly guardPid: () => number | undefined;
  /** Puts the guard up before it is needed, at a moment when nobody waits. */
  standGuard(): void;
  /** Ends every child within the deadline, then lets the guard go. */
  close(deadlineMs: number): Promise<void>;
}

/** First ends whatever an earlier run left behind. Only for the app's single instance: another's children are in the same ledger. */
export async function startSupervision({ ledgerFile, log }: { ledgerFile: string; log: Log }): Promise<Supervision> {
  await reap(ledgerFile, { log });
  const instanceId = randomUUID();
  const guard = createGuard({ instanceId, log });
  const children = createChildRegistry({ instanceId, guard, ledger: createProcessLedger(ledgerFile, log), log });
  return {
    children,
    guardPid: () => guard.pid,
    standGuard: guard.stand,
    async close(deadlineMs) {
      await children.stopAll(deadlineMs);
      await guard.close();
    },
  };
}
