/** Believable conversations for looking at the window without main. */
import type { SessionState } from '#protocol/conversation.ts';
import type { ConversationSummary } from '#protocol/ipc.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A conversation with nothing special about it. */
export function conversationSummary(change: Partial<ConversationSummary> & { id: string }): ConversationSummary {
  return {
    title: 'New conversation',
    titleIsManual: false,
    agentId: 'gemini',
    model: null,
    approvalMode: 'default',
    projectFolder: '/home/ada/projects/ledger',
    extraFolders: [],
    worktree: null,
    pinned: false,
    archived: false,
    leafMessageId: `${change.id}-m2`,
    createdAt: Date.now() - DAY_MS,
    updatedAt: Date.now(),
    sessionState: 'stopped',
    openApprovals: 0,
    preview: '',
    unread: false,
    ...change,
  };
}

type Line = [title: string, preview: string, ageMs: number, change?: Partial<ConversationSummary>];

const LINES: readonly Line[] = [
  ['Move the importer to streaming', 'Run npm test in packages/importer', 2 * MINUTE_MS, { sessionState: 'waiting', openApprovals: 1 }],
  [
    'Release notes for 2.4',
    'Write CHANGELOG.md',
    9 * MINUTE_MS,
    { sessionState: 'waiting', openApprovals: 1, projectFolder: '/home/ada/projects/atlas' },
  ],
  [
    'Why is the nightly build slow?',
    'I am comparing the timings of the last ten runs',
    MINUTE_MS,
    { sessionState: 'working', projectFolder: '/home/ada/projects/atlas' },
  ],
  ['Team conventions', 'Agreed: one file per idea, tests beside the behaviour they prove', 3 * HOUR_MS, { pinned: true }],
  [
    'Flaky test in the scheduler',
    'The clock was read twice. Fixed in scheduler.ts, and the test now fails without the fix',
    26 * MINUTE_MS,
    { sessionState: 'ready', unread: true },
  ],
  ['Rename account to ledger', 'The agent ended unexpectedly (exit code 1)', 51 * MINUTE_MS, { sessionState: 'failed' }],
  [
    'Read the CSV dialect from the header row',
    'Three dialects are recognised now; the fourth has no sample',
    2 * HOUR_MS,
    { sessionState: 'ready' },
  ],
  ['A regular expression for ISO weeks', 'Matches 2026-W01 to 2026-W53 and refuses W00', 4 * HOUR_MS, { projectFolder: null }],
  ['Sketch the plug-in interface', 'Two functions are enough: describe() and run()', DAY_MS + 2 * HOUR_MS],
  ['Bump the parser without breaking old files', 'Old files take the old path; a fixture for each version proves it', DAY_MS + 5 * HOUR_MS],
  [
    'Accessibility of the date picker',
    'Arrow keys move by day, Page keys by month',
    3 * DAY_MS,
    { projectFolder: '/home/ada/projects/atlas' },
  ],
  ['Explain the retry policy', 'Three tries, then the error is shown with the time of the next', 5 * DAY_MS],
  [
    'Understand the billing cron job that nobody has touched since the move to the new data centre',
    'It runs at 04:10 and ends early when the lock is held',
    12 * DAY_MS,
  ],
  ['Postgres index for the audit view', 'A partial index on unresolved rows is 40 times smaller', 33 * DAY_MS],
  ['Draft the incident report', 'Timeline, cause, what we change', 410 * DAY_MS, { projectFolder: null }],
];

/** The sidebar of someone who has worked with the app for a while. */
export function usualConversations(): ConversationSummary[] {
  return LINES.map(([title, preview, ageMs, change], index) =>
    conversationSummary({ id: `c${index + 1}`, title, preview, updatedAt: Date.now() - ageMs, ...change }),
  );
}

const SUBJECTS = ['importer', 'scheduler', 'parser', 'date picker', 'audit view', 'retry policy', 'plug-in interface', 'build cache'];
const TASKS = ['Fix the', 'Explain the', 'Test the', 'Speed up the', 'Document the', 'Simplify the'];
const STATES: readonly SessionState[] = ['stopped', 'stopped', 'stopped', 'ready'];

/** More conversations than anyone reads: what scrolling and search must cope with. */
export function manyConversations(count: number): ConversationSummary[] {
  return Array.from({ length: count }, (_, index) =>
    conversationSummary({
      id: `n${index}`,
      title: `${TASKS[index % TASKS.length]} ${SUBJECTS[index % SUBJECTS.length]} (${index + 1})`,
      preview: 'Done, with a test that fails without the change',
      updatedAt: Date.now() - index * 3 * HOUR_MS,
      sessionState: STATES[index % STATES.length] ?? 'stopped',
    }),
  );
}

/** The archive. */
export function archivedConversations(): ConversationSummary[] {
  return ['Spike: reading Parquet', 'Old deployment scripts'].map((title, index) =>
    conversationSummary({
      id: `a${index}`,
      title,
      preview: 'Kept for reference',
      archived: true,
      updatedAt: Date.now() - (60 + index) * DAY_MS,
    }),
  );
}
