/** What the window says about what was done, beside any one part of it. */
export const state = {
  defaultModel: 'Default model',
  noneNeedsYou: 'No agent needs you',
  revoked: (words: string) => `Revoked: ${words}`,
  archived: 'Archived',
  movedBack: 'Moved back',
  deleted: (title: string) => `Deleted “${title}”`,
  gone: 'This conversation is no longer there.',
  fault: (message: string) => `A fault in Agent Manager: ${message}`,
};
