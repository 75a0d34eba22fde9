import { choosingIn } from '#protocol/plurals.ts';
import { countingIn } from '../plurals.ts';

/** Counts in English, also inside of other sentences. */
export const counted = countingIn('en');
export const choose = choosingIn('en');

/** How many there are of something. */
export const counts = {
  agents: (count: number) => counted(count, { one: 'agent', other: 'agents' }),
  attachments: (count: number) => counted(count, { one: 'attachment', other: 'attachments' }),
  bytes: (count: number) => counted(count, { one: 'byte', other: 'bytes' }),
  conversations: (count: number) => counted(count, { one: 'conversation', other: 'conversations' }),
  files: (count: number) => counted(count, { one: 'file', other: 'files' }),
  messages: (count: number) => counted(count, { one: 'message', other: 'messages' }),
};
