import type { Strings } from '../en.ts';

export const toolStates: Strings['toolStates'] = {
  queued: 'Wartet',
  running: 'Läuft',
  done: 'Fertig',
  denied: 'Abgelehnt',
};
