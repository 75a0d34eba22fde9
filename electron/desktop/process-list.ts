/** Every process of the app as a tree: Electron's own, the agents, and whatever they started. */
import { basename } from 'node:path';
import { app } from 'electron';
import { processTable } from '#platform/process-table.ts';
import { descendantsOf, usageOf } from '#platform/process-tree.ts';
import type { ProcessInfo } from '#protocol/ipc.ts';
import type { BridgeSession } from '../chat/session.ts';
import { strings } from '../strings/strings.ts';

type ProcessKind = ProcessInfo['kind'];

export interface ProcessListOptions {
  sessions: () => BridgeSession[];
  guardPid: () => number | undefined;
  codeMaps: () => { projectFolder: string; pid: number }[];
  titleOf: (conversationId: string) => string;
  agentNameOf: (conversationId: string) => string;
}

/** CPU needs two readings: the share of time used since the last one, 0 the first time a process is seen. */
interface Reading {
  cpuMs: number;
  atMs: number;
}

export interface ProcessLister {
  list(): Promise<ProcessInfo[]>;
}

export function createProcessLister({ sessions, guardPid, codeMaps, titleOf, agentNameOf }: ProcessListOptions): ProcessLister {
  let previous = new Map<number, Reading>();

  const describe = (pid: number, parentKind: ProcessKind | null, name: string) => {
    const session = sessions().find((candidate) => candidate.pid === pid);
    if (session !== undefined) {
      const { conversationId, state, restarts, idleStopAt } = session;
      return {
        kind: 'agent' as const,
        label: titleOf(conversationId),
        agentName: agentNameOf(conversationId),
        conversationId,
        state,
        restarts,
        idleStopAt,
      };
    }
    const codeMap = codeMaps().find((candidate) => candidate.pid === pid);
    if (codeMap !== undefined) {
      const label = `${strings().processes.codeMap} · ${basename(codeMap.projectFolder)}`;
      return { kind: 'code-map' as const, label, agentName: null, conversationId: null, state: null, restarts: 0, idleStopAt: null };
    }
    const kind = pid === guardPid() ? 'guard' : kindOf(pid, parentKind);
    return {
      kind,
      label: kind === 'child' && name !== '' ? name : labelOf(kind),
      agentName: null,
      conversationId: null,
      state: null,
      restarts: 0,
      idleStopAt: null,
    };
  };

  return {
    async list() {
      const entries = await processTable.list();
      const family = [...entries.filter(({ pid }) => pid === process.pid), ...descendantsOf(entries, process.pid)];
      const usage = new Map((await usageOf(family.map(({ pid }) => pid))).map((used) => [used.pid, used]));
      const atMs = performance.now();
      const readings = new Map<number, Reading>();
      const kinds = new Map<number, ProcessKind>();
      const infos = family.flatMap((entry): ProcessInfo[] => {
        const used = usage.get(entry.pid);
        // It ended between the two looks.
        if (used === undefined) return [];
        readings.set(entry.pid, { cpuMs: used.cpuMs, atMs });
        const parentPid = entry.pid === process.pid ? null : entry.parentPid;
        // The family is listed nearest first, so a parent's kind is known before its children's.
        const described = describe(entry.pid, parentPid === null ? null : (kinds.get(parentPid) ?? 'utility'), used.name);
        kinds.set(entry.pid, described.kind);
        return [
          {
            pid: entry.pid,
            parentPid,
            ...described,
            cpuPercent: cpuPercent(previous.get(entry.pid), { cpuMs: used.cpuMs, atMs }),
            memoryBytes: used.memoryBytes,
            startedAt: used.startedAtMs,
          },
        ];
      });
      previous = readings;
      return infos;
    },
  };
}

function labelOf(kind: ProcessKind): string {
  const { window, graphics, service, agent, codeMap, guard, process } = strings().processes;
  const labels: Record<ProcessKind, string> = {
    main: 'Agent Manager',
    renderer: window,
    gpu: graphics,
    utility: service,
    agent,
    'code-map': codeMap,
    guard,
    child: process,
  };
  return labels[kind];
}

function kindOf(pid: number, parentKind: ProcessKind | null): ProcessKind {
  if (parentKind === null) return 'main';
  if (parentKind === 'agent' || parentKind === 'code-map' || parentKind === 'child') return 'child';
  // Its zygotes (from which Linux forks the others) Electron does not list; whatever else stands below main is Electron's own too.
  const type = app.getAppMetrics().find((metric) => metric.pid === pid)?.type;
  if (type === 'Tab') return 'renderer';
  return type === 'GPU' ? 'gpu' : 'utility';
}

function cpuPercent(before: Reading | undefined, now: Reading): number {
  if (before === undefined || now.atMs <= before.atMs) return 0;
  return Math.max(0, ((now.cpuMs - before.cpuMs) / (now.atMs - before.atMs)) * 100);
}
