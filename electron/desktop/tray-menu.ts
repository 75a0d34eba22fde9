/** What the tray shows for the present state, as data: the part that can be wrong is tested without a tray. */
import type { ConversationSummary } from '#protocol/ipc.ts';
import { withVisibleCharacters } from '#protocol/visible-characters.ts';
import { strings } from '../strings/strings.ts';

/** Which of the three icons is shown. One thing is loud at a time: what needs the person. */
export type TrayStatus = 'idle' | 'working' | 'needs-you';

export type TrayAction =
  | { type: 'show' }
  | { type: 'new-conversation' }
  | { type: 'quick-composer' }
  | { type: 'show-conversation'; conversationId: string }
  | { type: 'stop-all' }
  | { type: 'set-paused'; paused: boolean }
  | { type: 'quit' };

export type TrayItem =
  | { kind: 'action'; label: string; action: TrayAction; enabled: boolean }
  | { kind: 'checkbox'; label: string; action: TrayAction; checked: boolean }
  | { kind: 'heading'; label: string }
  | { kind: 'separator' };

export interface TrayState {
  conversations: ConversationSummary[];
  /** Live agent processes. */
  liveAgents: number;
  paused: boolean;
}

/** A tray menu taller than a small screen can't be scrolled on every desktop. */
const MAX_LISTED = 12;
const MAX_LABEL_CHARS = 48;

export function trayStatus({ conversations }: TrayState): TrayStatus {
  if (conversations.some(needsPerson)) return 'needs-you';
  return conversations.some(isWorking) ? 'working' : 'idle';
}

export function trayTooltip(state: TrayState): string {
  const { tray: words } = strings();
  const needing = state.conversations.filter(needsPerson).length;
  const working = state.conversations.filter(isWorking).length;
  const facts = [needing > 0 && words.needYou(needing), working > 0 && words.countWorking(working), state.paused && words.paused].filter(
    (fact) => fact !== false,
  );
  return ['Agent Manager', ...facts].join(' · ');
}

export function trayItems(state: TrayState): TrayItem[] {
  const { tray: words } = strings();
  const { conversations, liveAgents, paused } = state;
  return [
    { kind: 'action', label: words.show, action: { type: 'show' }, enabled: true },
    { kind: 'action', label: words.newConversation, action: { type: 'new-conversation' }, enabled: true },
    { kind: 'action', label: words.quickComposer, action: { type: 'quick-composer' }, enabled: true },
    ...conversationGroup(words.needsYou, conversations.filter(needsPerson)),
    ...conversationGroup(words.working, conversations.filter(isWorking)),
    { kind: 'separator' },
    { kind: 'heading', label: words.agentsRunning(liveAgents) },
    { kind: 'action', label: words.stopAll, action: { type: 'stop-all' }, enabled: liveAgents > 0 },
    { kind: 'checkbox', label: words.pause, action: { type: 'set-paused', paused: !paused }, checked: paused },
    { kind: 'separator' },
    { kind: 'action', label: words.quit, action: { type: 'quit' }, enabled: true },
  ];
}

function conversationGroup(heading: string, conversations: ConversationSummary[]): TrayItem[] {
  if (conversations.length === 0) return [];
  const listed = conversations.slice(0, MAX_LISTED);
  const rest = conversations.length - listed.length;
  return [
    { kind: 'separator' },
    { kind: 'heading', label: heading },
    ...listed.map(
      ({ id, title }): TrayItem => ({
        kind: 'action',
        label: toLabel(title),
        action: { type: 'show-conversation', conversationId: id },
        enabled: true,
      }),
    ),
    ...(rest > 0 ? [{ kind: 'heading' as const, label: strings().tray.andMore(rest) }] : []),
  ];
}

/** A title is an agent's words: some could turn the rest of the label round. On Windows and Linux a single `&` would vanish and underline the next letter. */
function toLabel(title: string): string {
  const visible = withVisibleCharacters(title).replace(/\s+/g, ' ');
  const short = visible.length > MAX_LABEL_CHARS ? `${visible.slice(0, MAX_LABEL_CHARS - 1).trimEnd()}…` : visible;
  return short.replaceAll('&', '&&');
}

function needsPerson(conversation: ConversationSummary): boolean {
  return conversation.openApprovals > 0;
}

function isWorking(conversation: ConversationSummary): boolean {
  return !needsPerson(conversation) && (conversation.sessionState === 'working' || conversation.sessionState === 'starting');
}
