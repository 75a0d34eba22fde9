import type { Strings } from '../en.ts';

export const about: Strings['about'] = {
  title: 'Über Agent Manager',
  version: 'Diese Version',
  nameAndVersion: (version) => `Agent Manager ${version}`,
  runtime: (electron, chromium, platform) => `Electron ${electron} · Chromium ${chromium} · ${platform}`,
  description: 'Viele KI-Agenten für Code nebeneinander: nichts geht verloren, nichts bleibt zurück.',
  copyVersion: 'Version kopieren',
  licences: 'Lizenzen',
  builtOn: (count) => `Agent Manager ist freie Software unter der MIT-Lizenz. Darin stecken ${count} Pakete anderer:`,
  licencesMissing: 'Die Liste der Lizenzen fehlt in diesem Build.',
  noneMatches: 'In keinem Paket kommen diese Wörter vor.',
  unnamedLicence: 'Siehe Text',
  noText: (licence) =>
    licence === '' ? 'Das Paket bringt keinen Lizenztext mit.' : `Das Paket bringt keinen Text seiner Lizenz ${licence} mit.`,
};
