import type { Strings } from '../en.ts';

export const overview: Strings['overview'] = {
  title: 'Übersicht',
  emptyHint: 'Jede bekommt ihren eigenen Agenten; hier ist zu sehen, womit alle gerade beschäftigt sind.',
  byState: 'Unterhaltungen nach Zustand',
  nextWaiting: 'nächste, die auf Sie wartet',
  done: 'Beendet, noch nicht gelesen',
  idle: 'Untätig',
  howLong: 'Wie lange ihr Durchgang läuft',
};
