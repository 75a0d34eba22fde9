import type { Strings } from '../en.ts';

export const state: Strings['state'] = {
  defaultModel: 'Standardmodell',
  noneNeedsYou: 'Kein Agent wartet auf Sie',
  revoked: (words: string) => `Widerrufen: ${words}`,
  archived: 'Archiviert',
  movedBack: 'Zurückgeholt',
  deleted: (title: string) => `„${title}“ gelöscht`,
  gone: 'Diese Unterhaltung gibt es nicht mehr.',
  fault: (message: string) => `Ein Fehler in Agent Manager: ${message}`,
};
