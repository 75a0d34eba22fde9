/** What became of a tool call. */
export const toolStates = {
  queued: 'Queued',
  running: 'Running',
  done: 'Done',
  denied: 'Denied',
};
