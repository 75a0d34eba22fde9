import type { ReactNode } from 'react';
import { phrase } from '../phrase.ts';

/** The window without a conversation. */
export const noConversation = {
  noneOpen: 'No conversation open',
  startFirst: 'Start your first conversation',
  eachHasAgent: 'Each conversation has an agent of its own, keeps every word and goes on where it stopped.',
  chooseProjectTitle: 'Choose a project to ask about',
  welcome: 'Welcome to Agent Manager',
  welcomeHint: 'Many agents side by side. Nothing is lost, and nothing is left running behind your back.',
  chooseProject: 'Choose a project…',
  bringAlong: 'Import conversations…',
  checkComputer: 'Check what this computer has',
  chooseOrSearch: (keys: ReactNode) => phrase`Choose one from the list, or press ${keys} to search.`,
};
