import type { Strings } from '../en.ts';

export const updates: Strings['updates'] = {
  title: 'Aktualisierung',
  synonyms: 'Version Aktualisierung Quelle Feed',
  feed: 'Adresse der Update-Quelle',
  feedHint:
    'Wo neue Versionen angekündigt werden, von denen, die Ihnen Agent Manager gaben. Leer: Es wird nirgends gesucht und nichts gesendet.',
  lookByItself: 'Beim Start und alle sechs Stunden nach neuen Versionen suchen',
  lookByItselfHint: 'Ohne Ihr Wort wird nichts heruntergeladen oder installiert.',
  checkNow: 'Jetzt suchen',
  download: 'Herunterladen',
  install: 'Neu starten und installieren',
  installHint: 'Agenten werden geordnet gestoppt; Unterhaltungen gehen danach weiter.',
  off: 'Keine Quelle ist eingestellt, deshalb wird nicht nach neuen Versionen gesucht.',
  idle: 'Noch nicht gesucht.',
  checking: 'Eine neue Version wird gesucht …',
  current: 'Das ist die neueste Version.',
  available: (version) => `Version ${version} ist da.`,
  heldBack: (version) => `Version ${version} ist da, aber noch nicht für diesen Computer.`,
  downloading: (version, percent) => `Version ${version} wird heruntergeladen: ${percent} %`,
  ready: (version) => `Version ${version} ist heruntergeladen und geprüft.`,
  failedVersion: (version) => `Version ${version} startete auf diesem Computer nicht. Sie wird nicht wieder angeboten.`,
  byPackage:
    'Diese App kam als Paket des Systems und wird von ihm aktualisiert: Installieren Sie das neuere .deb oder .rpm darüber. Unterhaltungen bleiben.',
  byArchive: 'Diese App wurde aus einem Archiv entpackt: Entpacken Sie ein neueres an ihre Stelle. Unterhaltungen bleiben.',
  byDevelopment: 'Diese App läuft aus ihren Quellen: Holen Sie die neuen und starten Sie noch einmal.',
};
