import type { Strings } from '../en.ts';

export const window: Strings['window'] = {
  theWindow: 'Das Fenster',
  opening: 'Unterhaltungen werden geöffnet …',
  fault: 'Ein Fehler in Agent Manager hat die Anzeige dieses Teils verhindert. Für eine Fehlermeldung bitte die Details kopieren.',
  nothingIsLost: 'Nichts ist verloren: Alle Unterhaltungen liegen in der Datenbank, und die Agenten arbeiten weiter.',
  reload: 'Fenster neu laden',
  thisConversation: 'Diese Unterhaltung',
  theSidebar: 'Die Seitenleiste',
  conversations: 'Unterhaltungen',
  sidebar: 'Seitenleiste',
  noConnection: 'Das Fenster hat keine Verbindung zur App. Schließen Sie es und starten Sie Agent Manager neu.',
  cantBeShown: (subject: string) => `${subject} kann nicht angezeigt werden`,
};
