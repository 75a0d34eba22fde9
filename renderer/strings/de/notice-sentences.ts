import type { SentencePair } from '../from-elsewhere.ts';

/** Notices in a thread, and why a file's difference can't be shown. */
export const NOTICE_SENTENCES: readonly SentencePair[] = [
  [
    'The conversation got long: its beginning is now a summary for the model (from {} to {} tokens).',
    'Die Unterhaltung wurde lang: Ihr Anfang ist für das Modell jetzt eine Zusammenfassung (von {1} auf {2} Token).',
  ],
  [
    'The conversation got long: its beginning is now a summary for the model.',
    'Die Unterhaltung wurde lang: Ihr Anfang ist für das Modell jetzt eine Zusammenfassung.',
  ],
  ['The agent repeated itself, so its turn was ended.', 'Der Agent hat sich wiederholt, daher wurde sein Durchgang beendet.'],
  [
    'The agent reached the number of steps it may take in one turn.',
    'Der Agent hat die Zahl der Schritte erreicht, die er in einem Durchgang machen darf.',
  ],
  [
    'The answer ends here because it reached the longest length the model can give.',
    'Die Antwort endet hier, weil sie so lang ist, wie das Modell antworten kann.',
  ],
  ['The agent was started anew with this conversation’s history.', 'Der Agent wurde mit dem Verlauf dieser Unterhaltung neu gestartet.'],
  [
    'The agent crashed again and again, so for {} min each turn gets a process of its own, with the history restored.',
    'Der Agent ist immer wieder abgestürzt. {1} min lang bekommt jeder Durchgang einen eigenen Prozess mit dem ganzen Verlauf.',
  ],
  [
    'The MCP server {} is still starting; this answer goes on without its tools.',
    'Der MCP-Server {1} startet noch; diese Antwort geht ohne seine Werkzeuge weiter.',
  ],
  [
    'The MCP server {} is not available: {} The agent goes on without its tools.',
    'Der MCP-Server {1} ist nicht verfügbar: {2} Der Agent macht ohne seine Werkzeuge weiter.',
  ],
  ['This waited for your approval and was not run: {}', 'Das wartete auf Ihre Freigabe und wurde nicht ausgeführt: {1}'],
  [
    'The words of this message could not be saved from the damaged database.',
    'Die Worte dieser Nachricht ließen sich aus der beschädigten Datenbank nicht retten.',
  ],
  ['This file is too long to compare here.', 'Diese Datei ist zu lang, um sie hier zu vergleichen.'],
  [
    'This file was too large to keep a copy of, or the room for copies was used up.',
    'Diese Datei war zu groß für eine Kopie, oder der Platz für Kopien war verbraucht.',
  ],
  ['The content of this file was not kept.', 'Der Inhalt dieser Datei wurde nicht aufbewahrt.'],
  ['It can now be run as a program.', 'Sie lässt sich jetzt als Programm ausführen.'],
  ['It can no longer be run as a program.', 'Sie lässt sich nicht mehr als Programm ausführen.'],
  // Why an approval is asked for
  [
    'These parts of the command come from content nobody has checked: {}',
    'Diese Teile des Befehls stammen aus Inhalten, die niemand geprüft hat: {1}',
  ],
  ['The agent has changed what this command runs: {}', 'Der Agent hat geändert, was dieser Befehl ausführt: {1}'],
  ['Change {}? (The change is too large to show.)', '{1} ändern? (Die Änderung ist zu groß zum Anzeigen.)'],
  ['Denied: this client cannot ask for approval.', 'Abgelehnt: Dieser Client kann nicht um Freigabe bitten.'],
  // Why an MCP server gives no tools
  ['It offers no tools.', 'Er bietet keine Werkzeuge an.'],
  [
    'It wants a sign-in. Put its token into a header, for example Authorization.',
    'Er verlangt eine Anmeldung. Tragen Sie sein Token in einen Header ein, zum Beispiel Authorization.',
  ],
  ['It could not be reached at {}.', 'Er war unter {1} nicht erreichbar.'],
  ['It could not be connected: {}', 'Die Verbindung kam nicht zustande: {1}'],
  ['Binary content received.', 'Binärer Inhalt empfangen.'],
];
