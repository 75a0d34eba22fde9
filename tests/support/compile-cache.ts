/** Every test has a data folder of its own; the app and bridges in it still start as fast as a person's do, who has used the app before. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const AGENTS = ['gemini', 'guide'];

/** Lets the agents of a new data folder share what Node compiled for those of all others. `agentStateFolder`: `AppPaths.agentStateFolder`. */
export function shareCompileCache(agentStateFolder: string): void {
  const shared = join(tmpdir(), 'agent-manager-test-compile-cache');
  mkdirSync(shared, { recursive: true });
  for (const agent of AGENTS) linkTo(shared, join(agentStateFolder, agent, 'compile-cache'));
}

/** The same for main's own (electron/launcher.ts). */
export function shareMainCompileCache(dataFolder: string): void {
  const shared = join(tmpdir(), 'agent-manager-test-main-cache');
  mkdirSync(shared, { recursive: true });
  linkTo(shared, join(dataFolder, 'Code Cache', 'main'));
}

function linkTo(folder: string, link: string): void {
  try {
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(folder, link, 'junction');
  } catch {
    // It is there, because the app starts once more on the same data; or the test is about a folder that can't be written.
  }
}
