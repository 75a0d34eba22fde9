/** The folders of conversations without a project, once their conversation is gone for good. */
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '#platform/log.ts';
import { toErrorInfo } from '#protocol/errors.ts';
import { conversationFolderName } from '../conversation-folder.ts';

export interface WorkspacesOptions {
  /** Where they are, one folder each. */
  folder: string;
  /** Of all conversations, those included whose deletion can still be undone. */
  conversationIds: () => readonly string[];
  /** Moves a folder to where the computer keeps what was deleted. */
  moveToTrash: (folder: string) => Promise<void>;
  log: Log;
}

/**
 * Removes those with no file in them. What an agent made in the others nobody has a copy of: they go to the computer's trash, and stay where
 * there is none. Never rejects.
 */
export async function sweepWorkspaces({ folder, conversationIds, moveToTrash, log }: WorkspacesOptions): Promise<void> {
  if (!existsSync(folder)) return;
  const kept = new Set(conversationIds().map(conversationFolderName));
  for (const name of await readdir(folder)) {
    if (kept.has(name)) continue;
    const workspace = join(folder, name);
    try {
      if (await holdsFiles(workspace)) await moveToTrash(workspace);
      else await rm(workspace, { recursive: true, force: true });
    } catch (error) {
      // It stays where it is, and is tried again another time.
      log.warn('The folder of a deleted conversation could not be removed', { workspace, error: toErrorInfo(error) });
    }
  }
}

/** A link or a socket is something that somebody made, too. */
async function holdsFiles(folder: string): Promise<boolean> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || (await holdsFiles(join(folder, entry.name)))) return true;
  }
  return false;
}
