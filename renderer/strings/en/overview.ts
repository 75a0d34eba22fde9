/** All conversations at a glance. */
export const overview = {
  title: 'Overview',
  emptyHint: 'Each one gets an agent of its own; here you see what all of them are at.',
  byState: 'Conversations by state',
  nextWaiting: 'next that needs you',
  done: 'Done, not read yet',
  idle: 'Idle',
  howLong: 'How long its turn runs',
};
