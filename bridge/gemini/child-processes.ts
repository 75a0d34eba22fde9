/** Ends every process this bridge has started, at once and without waiting: the client is gone. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { ShellExecutionService } from './sdk.ts';

/** Synchronous, since nothing may come between the end of stdin and our own. */
export function killChildProcesses(): void {
  const shellGroups = shellProcessIds();
  if (process.platform === 'win32') {
    for (const pid of shellGroups) killTreeOnWindows(pid);
    return;
  }
  // Looked up first: a child of a killed parent belongs to init and is found no more.
  const descendants = findDescendants(process.pid);
  for (const pid of shellGroups) kill(-pid);
  for (const pid of descendants) kill(pid);
}

/** Commands run in a process group of their own, named by the pid of their shell [SDK, shellExecutionService]. */
function shellProcessIds(): number[] {
  const { activeChildProcesses } = ShellExecutionService as unknown as { activeChildProcesses: Map<number, unknown> };
  return [...activeChildProcesses.keys()];
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function killTreeOnWindows(pid: number): void {
  try {
    execFileSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', timeout: 2000 });
  } catch {
    // It has ended by itself.
  }
}

function findDescendants(root: number): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const [pid, parent] of listProcesses()) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), pid]);
  const found: number[] = [];
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    const children = childrenOf.get(pid) ?? [];
    found.push(...children);
    open.push(...children);
  }
  return found;
}

/** Pairs of process and parent. */
function listProcesses(): [number, number][] {
  try {
    return process.platform === 'linux' ? listFromProc() : listFromPs();
  } catch {
    // Without a list the process groups of commands are still known, which is nearly everything.
    return [];
  }
}

function listFromProc(): [number, number][] {
  return readdirSync('/proc').flatMap((name): [number, number][] => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // "pid (name) state ppid ...": the name may hold spaces and brackets, so count from its end.
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]];
    } catch {
      // Ended since the folder was read.
      return [];
    }
  });
}

function listFromPs(): [number, number][] {
  const output = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8', timeout: 1000 });
  return output.split('\n').flatMap((line): [number, number][] => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return pid && parent !== undefined ? [[pid, parent]] : [];
  });
}
