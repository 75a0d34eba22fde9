/** The content stores of all conversations, below one folder of the app's data. */
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { conversationFolder, conversationFolderName } from '../conversation-folder.ts';
import { type ContentStore, createContentStore } from './content-store.ts';

export interface ContentStores {
  of(conversationId: string): ContentStore;
  /** Removes what belongs to none of these conversations. */
  keepOnly(conversationIds: readonly string[]): Promise<void>;
}

export function createContentStores(folder: string): ContentStores {
  const stores = new Map<string, ContentStore>();
  return {
    of(conversationId) {
      let store = stores.get(conversationId);
      if (store === undefined) {
        store = createContentStore(conversationFolder(folder, conversationId));
        stores.set(conversationId, store);
      }
      return store;
    },
    async keepOnly(conversationIds) {
      if (!existsSync(folder)) return;
      const kept = new Set(conversationIds.map(conversationFolderName));
      for (const name of await readdir(folder)) {
        if (kept.has(name)) continue;
        for (const [id, store] of stores) if (store.folder === join(folder, name)) stores.delete(id);
        await rm(join(folder, name), { recursive: true, force: true });
      }
    },
  };
}
