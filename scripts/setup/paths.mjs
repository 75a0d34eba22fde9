/** Where things are. Everything else in scripts/ takes its folders from here. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the work tree. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm run build` writes. */
export const outDir = join(root, 'out');

/** Stamps, type information and locks of one work tree; never committed, safe to delete. */
export const treeCacheDir = join(root, 'node_modules', '.cache');

/**
 * What outlives a clone, so that the next clone starts quickly: one folder per person, in the place their system keeps caches.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
export function userCacheDir(env = process.env, platform = process.platform) {
  if (env.AGENT_MANAGER_CACHE_DIR) return env.AGENT_MANAGER_CACHE_DIR;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'agent-manager-dev');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'agent-manager-dev', 'Cache');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'agent-manager-dev');
}
