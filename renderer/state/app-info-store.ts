/** What never changes while the app runs: version, folders, platform. */
import { create } from 'zustand';
import type { AppInfo } from '#protocol/ipc.ts';

export const useAppInfo = create<{ info: AppInfo | null }>()(() => ({ info: null }));

/** The name of a project: the last part of its folder's path. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
}

/** A path as people read it: with `~` for their home folder. */
export function shortPath(path: string, homeFolder: string | undefined): string {
  if (homeFolder === undefined || homeFolder === '' || !path.startsWith(homeFolder)) return path;
  const rest = path.slice(homeFolder.length);
  return rest === '' || rest.startsWith('/') || rest.startsWith('\\') ? `~${rest}` : path;
}
