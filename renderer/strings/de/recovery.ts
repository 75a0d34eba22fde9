import type { Strings } from '../en.ts';

export const recovery: Strings['recovery'] = {
  windowTitle: 'Wiederherstellung – Agent Manager',
  lastWritten: (size: string, when: string) => ` · ${size} · zuletzt geschrieben ${when}`,
  restoreBackup: 'Sicherung wiederherstellen',
  restoreBackupHint: 'Ihr Inhalt wird vorher gezeigt. Der jetzige Stand wird beiseitegelegt und aufbewahrt.',
  retryHint: 'Nach einer Änderung, oder um zu sehen, ob es nur vorübergehend war.',
  startEmpty: 'Mit leerer Datenbank beginnen',
  startEmptyHint:
    'Die Datenbank, die sich nicht öffnen lässt, wird im Datenordner beiseitegelegt und aufbewahrt. Auch die Sicherungen bleiben.',
  startEmptyShort: 'Leer beginnen',
  openDataFolder: 'Datenordner öffnen',
  quit: 'Beenden',
  movedAside: 'Die Datenbank, die sich nicht öffnen lässt, wird im Datenordner beiseitegelegt und aufbewahrt.',
  salvage: 'Lesbares retten',
  salvageHint: 'Liest die beschädigte Datenbank Zeile für Zeile in eine neue und zeigt das Gerettete, bevor irgendetwas ersetzt wird.',
  salvaging: 'Lesbares wird gelesen',
  damaged: 'Die Unterhaltungen lassen sich nicht öffnen: Ihre Datenbank ist beschädigt',
  damagedText:
    'Das geschieht, wenn ein Datenträger versagt, der Strom ausfällt oder ein anderes Programm in die Datei schreibt. Es wurde nichts geändert. Jede Wahl hier arbeitet mit Kopien; die beschädigte Datei bleibt erhalten.',
  tooNew: 'Eine neuere Version von Agent Manager hat diese Unterhaltungen geschrieben',
  tooNewText:
    'Diese Version wüsste nicht, was zu bewahren ist, und lässt sie deshalb unberührt. Installieren Sie die neuere Version wieder, oder gehen Sie auf eine Sicherung von vor dem Update zurück; die neuere Datenbank bleibt erhalten.',
  readOnly: 'In den Datenordner kann nicht geschrieben werden',
  readOnlyText:
    'Die Unterhaltungen sind da, aber Neues ließe sich nicht speichern. Ändern Sie die Rechte des Ordners oder seines Datenträgers, und versuchen Sie es dann erneut.',
  full: 'Der Datenträger ist voll',
  fullText:
    'Die Unterhaltungen sind sicher, aber Neues ließe sich nicht speichern. Schaffen Sie Platz auf dem Datenträger des Datenordners, und versuchen Sie es dann erneut.',
  busy: 'Ein anderes Programm verwendet die Unterhaltungen',
  busyText:
    'Eine Kopie von Agent Manager, eine Sicherung oder ein Abgleichprogramm hält die Datenbank. Schließen Sie es oder lassen Sie es fertig werden, und versuchen Sie es dann erneut.',
  unavailable: 'Die Unterhaltungen sind nicht erreichbar',
  unavailableText:
    'Es wurde nichts geändert. Prüfen Sie, ob der Datenträger des Datenordners vorhanden ist, und versuchen Sie es dann erneut.',
  newestMessage: (when: string) => `Die neueste Nachricht ist vom ${when}. `,
  nothingReplaced: 'Noch ist nichts ersetzt. Beim Fortfahren wird die beschädigte Datenbank im Datenordner beiseitegelegt und aufbewahrt.',
  savedConversations: 'Gerettete Unterhaltungen',
  lost: 'Verloren',
  nothingLost: 'Soweit bekannt, ist nichts verloren',
  notSaved: 'Nicht zu retten',
  back: 'Zurück',
  useSaved: 'Gerettetes verwenden',
  saved: (counts: string) => `${counts} gerettet`,
};
