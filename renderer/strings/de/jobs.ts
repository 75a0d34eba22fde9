import type { Strings } from '../en.ts';
import { formatNumber } from '../format.ts';
import { counts } from './counts.ts';

export const jobs: Strings['jobs'] = {
  showFile: 'Datei anzeigen',
  backingUp: 'Sicherung läuft',
  preparingRestore: 'Wiederherstellung wird vorbereitet',
  exporting: 'Export läuft',
  lookingThrough: 'Wird durchgesehen',
  importing: 'Import läuft',
  checking: 'Datenbank wird geprüft',
  salvaging: 'Lesbares wird gelesen',
  backupFailed: 'Die Sicherung ist fehlgeschlagen',
  backupCancelled: 'Die Sicherung wurde abgebrochen',
  nothingRestored: 'Es wurde nichts wiederhergestellt',
  exportFailed: 'Der Export ist fehlgeschlagen',
  exportCancelled: 'Export abgebrochen; es wurde keine Datei geschrieben',
  cantBeImported: 'Kann nicht importiert werden',
  cancelled: 'Abgebrochen',
  importFailed: 'Der Import ist fehlgeschlagen',
  importCancelled: 'Import abgebrochen; es wurde nichts hinzugefügt',
  checkFailed: 'Die Prüfung ist fehlgeschlagen',
  checkCancelled: 'Prüfung abgebrochen',
  salvageFailed: 'Die Rettung ist fehlgeschlagen',
  salvageCancelled: 'Abgebrochen; es wurde nichts geändert',
  backedUp: (size: string) => `Gesichert, ${size}`,
  restored: (when: string) => `Die Sicherung vom ${when} ist wiederhergestellt`,
  exported: (where: string) => `Exportiert nach ${where}`,
  nothingNew: 'Nichts Neues zu importieren',
  imported: (what: string) => `${what} importiert`,
  whole: 'Die Datenbank ist unversehrt',
  damaged: 'Die Datenbank ist stellenweise beschädigt',
  salvagedOpen: 'Die geretteten Unterhaltungen sind geöffnet',
  salvagedDetail: (counts: string) => `${counts}. Die beschädigte Datenbank bleibt im Datenordner erhalten.`,
  checkDetail:
    'Es wurde nichts geändert. Legen Sie jetzt eine Sicherung an; öffnen Sie danach die Wiederherstellung, um das Lesbare zu retten oder eine Sicherung einzuspielen.',
  andMore: (count: number) => `… und ${formatNumber(count)} weitere`,
  restoredDetail: (counts: string, isInDataFolder: boolean) =>
    `${counts}. Der vorige Stand bleibt ${isInDataFolder ? 'im Datenordner' : 'als Sicherung'} erhalten.`,
  added: (messages: number, conversations: number) =>
    `${counts.messages(messages)} zu ${counts.conversations(conversations)} hinzugefügt, die schon vorhanden waren.`,
  leftOut: (count: number) => `${counts.conversations(count)} ausgelassen: schon vorhanden.`,
  running: (what: string, subject: string) => (subject === '' ? `${what} …` : `${what}: ${subject} …`),
};
