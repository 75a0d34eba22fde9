/** The approvals that a running turn waits for: while one is open, no deadline runs. */
import type { BridgeEvent } from '#protocol/bridge.ts';
import type { BridgeProcess } from './bridge-process.ts';

export interface OpenApprovals {
  readonly size: number;
  /** True when the event opened or closed one. */
  follow(event: BridgeEvent, process: BridgeProcess): boolean;
  close(approvalId: string): void;
  closeAll(): void;
}

export function createOpenApprovals(): OpenApprovals {
  const releases = new Map<string, () => void>();
  const close = (approvalId: string) => {
    releases.get(approvalId)?.();
    releases.delete(approvalId);
  };
  return {
    get size() {
      return releases.size;
    },
    follow(event, process) {
      if (event.event === 'approval_request') {
        // A person may take all day; the deadline is about agents that are stuck.
        releases.set(event.approval.approvalId, process.holdDeadline(event.id));
      } else if (event.event === 'approval_closed') {
        close(event.approvalId);
      } else {
        return false;
      }
      return true;
    },
    close,
    closeAll() {
      for (const approvalId of [...releases.keys()]) close(approvalId);
    },
  };
}
