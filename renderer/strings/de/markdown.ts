import type { Strings } from '../en.ts';

export const markdown: Strings['markdown'] = {
  plainText: 'Text',
  wrapLines: 'Zeilen umbrechen',
  copyCode: 'Code kopieren',
  copied: 'Kopiert',
  image: 'Bild',
  table: 'Tabelle',
  copyTable: 'Tabelle kopieren',
  notOpened: (address: string) => `Nicht geöffnet: ${address}`,
  hiddenCharacter: 'Ein verborgenes Zeichen',
  done: 'Erledigt:',
  toDo: 'Zu erledigen:',
};
