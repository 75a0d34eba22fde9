import type { Strings } from '../en.ts';

export const quickComposer: Strings['quickComposer'] = {
  name: 'die Schnelleingabe',
  windowTitle: 'Schnelleingabe – Agent Manager',
  fromAnywhere: 'Schnelleingabe, von überall',
  hint: 'Ein kleines Fenster über allem, woran Sie sind: tippen, Eingabe sendet in eine neue Unterhaltung.',
  use: 'Verwenden:',
  otherKeys: 'Andere Tasten …',
  change: 'Ändern …',
  turnOff: 'Ausschalten',
  unknownKeys: 'Solche Tasten kennt das System nicht. Nehmen Sie andere.',
  keysOf: (command) => `Das sind die Tasten von „${command}“. Nehmen Sie andere.`,
  chooseProject: 'Den Projektordner wählen',
  message: 'Nachricht',
  noAgent: 'Noch ist kein Agent zu gebrauchen',
  ask: (agent) => `${agent} fragen …`,
  noProject: 'Kein Projekt',
  agent: 'Agent',
  needsKey: (agent) => `${agent} (braucht einen Schlüssel)`,
  send: 'senden',
  sendAndShow: 'senden und anzeigen',
  putAway: 'weglegen',
};
