import { choosingIn } from '#protocol/plurals.ts';
import type { Strings } from '../en.ts';
import { countingIn } from '../plurals.ts';

/** Counts in German, also inside of other sentences. */
export const counted = countingIn('de');
export const choose = choosingIn('de');

export const counts: Strings['counts'] = {
  agents: (count) => counted(count, { one: 'Agent', other: 'Agenten' }),
  attachments: (count) => counted(count, { one: 'Anhang', other: 'Anhänge' }),
  bytes: (count) => counted(count, { one: 'Byte', other: 'Byte' }),
  conversations: (count) => counted(count, { one: 'Unterhaltung', other: 'Unterhaltungen' }),
  files: (count) => counted(count, { one: 'Datei', other: 'Dateien' }),
  messages: (count) => counted(count, { one: 'Nachricht', other: 'Nachrichten' }),
};
