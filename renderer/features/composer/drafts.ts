import { invoke } from '../../api.ts';
import { DraftKeeper } from './draft-keeper.ts';

/** The drafts of this window. */
export const drafts = new DraftKeeper((conversationId, text) => invoke('chat.saveDraft', { conversationId, text }));

window.addEventListener('pagehide', () => drafts.flushAll());
window.addEventListener('blur', () => drafts.flushAll());
