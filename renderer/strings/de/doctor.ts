import type { Strings } from '../en.ts';

export const doctor: Strings['doctor'] = {
  limited: 'Eingeschränkt',
  failed: 'Fehlgeschlagen',
  openAccount: 'Konto öffnen',
  openData: 'Daten öffnen',
  openNetwork: 'Netz öffnen',
  checking: 'Die Voraussetzungen der App werden geprüft …',
  runAgain: 'Erneut prüfen',
  reportCopied: 'Bericht kopiert',
  copyReport: 'Bericht kopieren',
  commandCopied: 'Befehl kopiert',
  copyCommand: 'Befehl kopieren',
  ok: 'OK',
};
