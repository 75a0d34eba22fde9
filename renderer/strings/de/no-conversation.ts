import type { ReactNode } from 'react';
import type { Strings } from '../en.ts';
import { phrase } from '../phrase.ts';

export const noConversation: Strings['noConversation'] = {
  noneOpen: 'Keine Unterhaltung geöffnet',
  startFirst: 'Die erste Unterhaltung beginnen',
  eachHasAgent: 'Jede Unterhaltung hat ihren eigenen Agenten, bewahrt jedes Wort und geht dort weiter, wo sie aufgehört hat.',
  chooseProjectTitle: 'Projekt für Fragen wählen',
  welcome: 'Willkommen bei Agent Manager',
  welcomeHint: 'Viele Agenten nebeneinander. Nichts geht verloren, und keiner läuft unbemerkt weiter.',
  chooseProject: 'Projekt wählen …',
  bringAlong: 'Unterhaltungen importieren …',
  checkComputer: 'Prüfen, was dieser Computer mitbringt',
  chooseOrSearch: (keys: ReactNode) => phrase`Wählen Sie eine aus der Liste, oder suchen Sie mit ${keys}.`,
};
