/**
 * The names of all channels, apart from their schemas: the sandboxed preload needs only these, and loading zod there would
 * cost every window start. ipc.ts fails to compile when a name here has no contract there, or the other way round.
 */
export const INVOKE_CHANNELS = [
  'app.info',
  'agents.list',
  'conversations.list',
  'conversations.create',
  'conversations.update',
  'conversations.delete',
  'conversations.undoDelete',
  'conversations.setFocused',
  'chat.open',
  'chat.earlier',
  'chat.send',
  'chat.retry',
  'chat.stop',
  'chat.selectBranch',
  'chat.saveDraft',
  'approvals.list',
  'approvals.answer',
  'credentials.status',
  'credentials.test',
  'credentials.save',
  'credentials.remove',
  'settings.get',
  'settings.update',
  'desktop.chooseFolder',
  'desktop.openExternal',
  'desktop.copyText',
  'desktop.showLog',
  'processes.list',
] as const;

export const EVENT_CHANNELS = [
  'chat.event',
  'conversations.changed',
  'approvals.changed',
  'agents.changed',
  'settings.changed',
  'command.requested',
] as const;
