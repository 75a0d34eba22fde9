/** What an agent’s process is doing. */
export const states = {
  stopped: 'Stopped',
  starting: 'Starting',
  ready: 'Ready',
  working: 'Working',
  needsYou: 'Needs you',
  stopping: 'Stopping',
  failed: 'Failed',
};
