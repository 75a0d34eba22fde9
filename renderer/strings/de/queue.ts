import type { Strings } from '../en.ts';
import { formatNumber } from '../format.ts';
import { counted } from './counts.ts';

export const queue: Strings['queue'] = {
  removed: (line: string) => `„${line}“ aus der Warteschlange entfernt`,
  editQueued: 'Wartende Nachricht bearbeiten',
  notSent: 'Wird während der Bearbeitung nicht gesendet',
  notSentWith: (attached: string) => `Mit ${attached}. Wird während der Bearbeitung nicht gesendet`,
  goesIntoTurn: (line: string) => `Geht in den laufenden Durchgang: ${line}`,
  editMessage: (position: number, count: number, line: string) =>
    `Nachricht ${formatNumber(position)} von ${formatNumber(count)} bearbeiten: ${line}`,
  withNextStep: 'geht mit dem nächsten Schritt hinein',
  sendNowWhere: (where: string) => `Jetzt senden, ${where}`,
  moveUp: 'Nach oben',
  moveDown: 'Nach unten',
  title: 'Warteschlange',
  sendNow: 'Jetzt senden',
  intoTurn: 'in den laufenden Durchgang',
  asNext: 'als nächste Nachricht',
  holdStopped: 'Wartet auf Sie, weil der Durchgang gestoppt wurde',
  holdFailed: 'Wartet auf Sie, weil der Durchgang fehlgeschlagen ist',
  holdRestarted: 'Wartet auf Sie, seit die App neu gestartet wurde',
  sentAfterAnswer: 'Wird gesendet, sobald die Antwort beendet ist',
  sentOneByOne: 'Werden nacheinander gesendet, jede nach dem Ende der Antwort davor',
  queued: (count: number) => counted(count, { one: 'Nachricht wartet', other: 'Nachrichten warten' }),
};
