/** What a person does with conversations: shown at once where that is safe, told to main, taken back when main refuses. */
import { AppError } from '#protocol/errors.ts';
import type { ConversationPatch, ConversationSummary } from '#protocol/ipc.ts';
import { invoke } from '../api.ts';
import { strings } from '../strings/strings.ts';
import { useAgents } from './agents-store.ts';
import { useConversations, withChanges, withList } from './conversations-store.ts';
import { showError } from './report-error.ts';
import { useSettings } from './settings-store.ts';
import { conversationIdsOf, neighbourOf, type SidebarRow, sidebarRows, stepFrom } from './sidebar-rows.ts';
import { showUndo } from './toasts-store.ts';
import { useWindow } from './window-store.ts';

/** The rows as the sidebar shows them without a search. */
export function currentRows(): SidebarRow[] {
  const archived = useWindow.getState().sidebarList === 'archived';
  return sidebarRows(Object.values(useConversations.getState().byId), { archived, text: '', nowMs: Date.now() });
}

/** Shows a conversation; null shows none. */
export function selectConversation(id: string | null): void {
  useConversations.setState({ selectedId: id });
  useWindow.setState({ sidebarSheetOpen: false });
}

/** Shows the conversation below or above the one shown. */
export function stepConversation(step: 1 | -1): void {
  const { selectedId } = useConversations.getState();
  const next = stepFrom(conversationIdsOf(currentRows()), selectedId, step);
  if (next !== null) selectConversation(next);
}

/**
 * Starts a conversation and shows it. With no folder given it works where the one shown does: the next question is mostly about the same project.
 * A conversation with no message yet is shown again instead of piling up empty ones.
 */
export async function createConversation(request: { agentId?: string; projectFolder?: string | null } = {}): Promise<void> {
  const { byId, selectedId } = useConversations.getState();
  const shown = selectedId === null ? undefined : byId[selectedId];
  useWindow.setState({ sidebarList: 'conversations', dialog: null });
  if (shown !== undefined && isEmpty(shown) && !isStandIn(shown) && Object.keys(request).length === 0) {
    selectConversation(shown.id);
    return;
  }
  try {
    const projectFolder =
      request.projectFolder === undefined
        ? shown === undefined
          ? null
          : (shown.worktree?.projectFolder ?? shown.projectFolder)
        : request.projectFolder;
    const created = await invoke('conversations.create', { ...request, projectFolder });
    keep(created);
    selectConversation(created.id);
  } catch (error) {
    showError(error, () => void createConversation(request));
  }
}

const isEmpty = (conversation: ConversationSummary) => conversation.leafMessageId === null && !conversation.archived;

/** True for a conversation with another agent than a new one would have, for example one begun before there was a key. */
function isStandIn({ agentId }: ConversationSummary): boolean {
  const { defaultAgentId } = useSettings.getState().settings;
  const defaultAgent = useAgents.getState().agents.find(({ id }) => id === defaultAgentId);
  return defaultAgent !== undefined && defaultAgent.missing === undefined && agentId !== defaultAgentId;
}

/** Changes a conversation: at once in the window, back again when main refuses. Returns false then; the failure has been shown. */
export async function updateConversation(id: string, patch: ConversationPatch): Promise<boolean> {
  const before = useConversations.getState().byId[id];
  if (before === undefined) return false;
  keep({ ...before, ...definedOnly(patch) });
  try {
    keep(await invoke('conversations.update', { id, patch }));
    return true;
  } catch (error) {
    keep(before);
    showError(error, () => void updateConversation(id, patch));
    return false;
  }
}

/** Names a conversation; a blank name leaves it as it is. */
export function renameConversation(id: string, title: string): void {
  useConversations.setState({ renamingId: null });
  const trimmed = title.trim().slice(0, 200);
  if (trimmed === '' || trimmed === useConversations.getState().byId[id]?.title) return;
  void updateConversation(id, { title: trimmed });
}

export function setPinned(id: string, pinned: boolean): void {
  void updateConversation(id, { pinned });
}

/** Moves a conversation to the archive or back, and offers to undo it. */
export async function setArchived(id: string, archived: boolean): Promise<void> {
  const title = useConversations.getState().byId[id]?.title;
  if (title === undefined) return;
  moveSelectionAwayFrom(id);
  const undo = () => void updateConversation(id, { archived: !archived });
  const withdrawUndo = showUndo(`${archived ? strings.state.archived : strings.state.movedBack} “${title}”`, undo);
  if (!(await updateConversation(id, { archived }))) withdrawUndo();
}

/** Deletes a conversation, and offers to undo it. */
export async function deleteConversation(id: string): Promise<void> {
  const conversation = useConversations.getState().byId[id];
  if (conversation === undefined) return;
  const wasSelected = useConversations.getState().selectedId === id;
  moveSelectionAwayFrom(id);
  drop(id);
  const withdrawUndo = showUndo(strings.state.deleted(conversation.title), () => void undoDelete(conversation, wasSelected));
  try {
    await invoke('conversations.delete', { id });
  } catch (error) {
    withdrawUndo();
    keep(conversation);
    if (wasSelected) selectConversation(id);
    showError(error, () => void deleteConversation(id));
  }
}

async function undoDelete(conversation: ConversationSummary, select: boolean): Promise<void> {
  try {
    keep(await invoke('conversations.undoDelete', { id: conversation.id }));
    if (select) selectConversation(conversation.id);
  } catch (error) {
    showError(error, () => void undoDelete(conversation, select));
  }
}

/** Loads the archive the first time it is looked at, and shows it. */
export async function showArchive(): Promise<void> {
  useWindow.setState({ sidebarList: 'archived' });
  await loadArchive();
}

/** Archived conversations are asked for when they are first needed. */
export async function loadArchive(): Promise<void> {
  if (useConversations.getState().archivedLoaded) return;
  try {
    const list = await invoke('conversations.list', { archived: true });
    useConversations.setState(({ byId }) => ({ byId: withList(byId, list, true), archivedLoaded: true }));
  } catch (error) {
    showError(error, () => void loadArchive());
  }
}

/** Shows a conversation named from elsewhere, archived or not. Resolves to false when it is gone; that has been said then. */
export async function showConversation(id: string): Promise<boolean> {
  const isKnown = () => useConversations.getState().byId[id] !== undefined;
  // The list holds archived ones only after a look at the archive.
  if (!isKnown()) await showArchive();
  if (isKnown()) selectConversation(id);
  else showError(new AppError({ code: 'not-found', message: strings.state.gone }));
  return isKnown();
}

function moveSelectionAwayFrom(id: string): void {
  if (useConversations.getState().selectedId === id) {
    useConversations.setState({ selectedId: neighbourOf(conversationIdsOf(currentRows()), id) });
  }
}

function keep(conversation: ConversationSummary): void {
  useConversations.setState(({ byId }) => ({ byId: withChanges(byId, { upserted: [conversation], removed: [] }) }));
}

function drop(id: string): void {
  useConversations.setState(({ byId }) => ({ byId: withChanges(byId, { upserted: [], removed: [id] }) }));
}

/** A patch's optional fields are typed as possibly undefined; only those given may overwrite. */
function definedOnly(patch: ConversationPatch): Partial<ConversationSummary> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
