import type { Strings } from '../en.ts';

export const states: Strings['states'] = {
  stopped: 'Gestoppt',
  starting: 'Startet',
  ready: 'Bereit',
  working: 'Arbeitet',
  needsYou: 'Wartet auf Sie',
  stopping: 'Wird gestoppt',
  failed: 'Fehlgeschlagen',
};
