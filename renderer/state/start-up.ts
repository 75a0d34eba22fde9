/** Fills the stores when the window opens and keeps them fed. */
import type { WindowCommand } from '#protocol/window-commands.ts';
import { invoke, listen } from '../api.ts';
import { strings } from '../strings/strings.ts';
import { loadAccount, useAccount } from './account-store.ts';
import { useAgents } from './agents-store.ts';
import { useAppInfo } from './app-info-store.ts';
import { useApprovalRules } from './approval-rules-store.ts';
import { useApprovals } from './approvals-store.ts';
import { useConversations, withChanges, withList } from './conversations-store.ts';
import { followJobs, loadJobs } from './jobs-store.ts';
import { useMcp } from './mcp-store.ts';
import { reportErrors } from './report-error.ts';
import { useSessions } from './sessions-store.ts';
import { useSettings } from './settings-store.ts';
import { byNewest } from './sidebar-rows.ts';
import { useToasts } from './toasts-store.ts';
import { openSettings } from './window-store.ts';

/** Does what main asks of the window. */
type RunWindowCommand = (command: WindowCommand) => void;

/** Subscribes to main. Do it before `loadStores`, so that nothing that happens in between is missed. Returns the end of all subscriptions. */
export function listenToMain(runWindowCommand: RunWindowCommand): () => void {
  const subscriptions = [
    listen('conversations.changed', (changes) => {
      useConversations.setState(({ byId, selectedId }) => ({
        byId: withChanges(byId, changes),
        // Deleted elsewhere, for example from the tray.
        selectedId: selectedId !== null && changes.removed.includes(selectedId) ? null : selectedId,
      }));
    }),
    listen('agents.changed', ({ agents }) => {
      useAgents.setState({ agents });
      // An agent gains or loses its credentials together with the account.
      if (useAccount.getState().status !== null) reportErrors(loadAccount());
    }),
    listen('approvals.changed', ({ approvals }) => useApprovals.setState({ approvals })),
    listen('approvalRules.changed', ({ rules }) => useApprovalRules.setState({ rules, error: null })),
    followJobs(),
    listen('sessions.changed', (summary) => useSessions.setState(summary)),
    listen('mcp.changed', ({ servers }) => useMcp.setState({ servers })),
    listen('settings.changed', ({ settings }) => useSettings.setState({ settings })),
    listen('command.requested', runWindowCommand),
  ];
  return () => {
    for (const end of subscriptions) end();
  };
}

/** More than any sidebar shows at once: those of years come after the first picture. */
const FIRST_CONVERSATIONS = 200;

/** Asks main for all that the first picture needs, and shows the conversation used last. Throws main's error. */
export async function loadStores(runWindowCommand: RunWindowCommand): Promise<void> {
  const [settings, list, agents, approvals, sessions, info] = await Promise.all([
    invoke('settings.get'),
    invoke('conversations.list', { archived: false, limit: FIRST_CONVERSATIONS }),
    invoke('agents.list'),
    invoke('approvals.list'),
    invoke('sessions.summary'),
    invoke('app.info'),
    loadJobs(),
  ]);
  useSettings.setState({ settings });
  useAgents.setState({ agents });
  useApprovals.setState({ approvals });
  useSessions.setState(sessions);
  useAppInfo.setState({ info });
  useConversations.setState(({ byId, selectedId }) => ({
    byId: withList(byId, list, false),
    selectedId: selectedId ?? list.toSorted(byNewest)[0]?.id ?? null,
  }));
  reportErrors(tellOfSettings());
  const hasOthers = list.length === FIRST_CONVERSATIONS;
  // What opened the window, a link or an entry of the tray, comes after the first picture.
  const command = await invoke('app.listening');
  if (command === null) {
    if (hasOthers) setTimeout(() => reportErrors(loadOtherConversations()), 0);
    return;
  }
  // It may name any conversation.
  if (hasOthers) await loadOtherConversations();
  runWindowCommand(command);
}

async function loadOtherConversations(): Promise<void> {
  const list = await invoke('conversations.list', { archived: false });
  useConversations.setState(({ byId }) => ({ byId: withList(byId, list, false) }));
}

/** A settings file that could not be read as it was must not go unsaid: what it asked for is not what happens. */
async function tellOfSettings(): Promise<void> {
  const { problems } = await invoke('settings.problems');
  if (problems.length === 0) return;
  const action = { label: strings.settings.showProblems, run: () => openSettings('appearance') };
  useToasts.getState().show({ kind: 'error', message: strings.settings.problems, durationMs: null, action });
}
