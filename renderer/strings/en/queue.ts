import { formatNumber } from '../format.ts';
import { counted } from './counts.ts';

/** Messages that wait for their turn. */
export const queue = {
  removed: (line: string) => `Removed “${line}” from the queue`,
  editQueued: 'Edit queued message',
  notSent: 'Not sent while you edit',
  notSentWith: (attached: string) => `With ${attached}. Not sent while you edit`,
  goesIntoTurn: (line: string) => `Goes into the running turn: ${line}`,
  editMessage: (position: number, count: number, line: string) =>
    `Edit message ${formatNumber(position)} of ${formatNumber(count)}: ${line}`,
  withNextStep: 'goes in with the next step',
  sendNowWhere: (where: string) => `Send now, ${where}`,
  moveUp: 'Move up',
  moveDown: 'Move down',
  title: 'Queue',
  sendNow: 'Send now',
  intoTurn: 'into the running turn',
  asNext: 'as the next message',
  holdStopped: 'Waits for you, because the turn was stopped',
  holdFailed: 'Waits for you, because the turn failed',
  holdRestarted: 'Waits for you since the app was started again',
  sentAfterAnswer: 'Sent when the answer has ended',
  sentOneByOne: 'Sent one by one, each when the answer before it has ended',
  queued: (count: number) => counted(count, { one: 'message queued', other: 'messages queued' }),
};
