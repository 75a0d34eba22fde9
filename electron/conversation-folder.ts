/** Folders of the app's own that belong to one conversation each. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** The app's own ids are such names; one from an imported file may be anything, a way out of the folder too. */
const SAFE_NAME = /^[A-Za-z0-9-]{1,64}$/;

/** The name of a conversation's folder. */
export function conversationFolderName(conversationId: string): string {
  return SAFE_NAME.test(conversationId) ? conversationId : createHash('sha256').update(conversationId).digest('hex').slice(0, 40);
}

/** The conversation's folder below `parent`; never anything else. */
export function conversationFolder(parent: string, conversationId: string): string {
  return join(parent, conversationFolderName(conversationId));
}
