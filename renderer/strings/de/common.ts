import type { Strings } from '../en.ts';
import { formatNumber } from '../format.ts';

export const common: Strings['common'] = {
  close: 'Schließen',
  tryAgain: 'Erneut versuchen',
  openSettings: 'Einstellungen öffnen',
  chooseModel: 'Modell wählen',
  chooseFolder: 'Ordner wählen',
  newConversation: 'Neue Unterhaltung',
  makeRoom: 'Platz schaffen',
  showLog: 'Protokoll anzeigen',
  openRecovery: 'Wiederherstellung öffnen',
  waitSeconds: (seconds: number) => `${formatNumber(seconds)} s warten`,
  details: 'Details',
  copyDetails: 'Details kopieren',
  resize: (label: string) => `Breite ändern: ${label}`,
  dismiss: 'Ausblenden',
  notifications: 'Benachrichtigungen',
  cancel: 'Abbrechen',
  save: 'Speichern',
  undo: 'Rückgängig',
  edit: 'Bearbeiten',
  remove: 'Entfernen',
};
