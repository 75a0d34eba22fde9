/** The dialog that says which version this is. */
export const about = {
  title: 'About Agent Manager',
  version: 'This version',
  nameAndVersion: (version: string) => `Agent Manager ${version}`,
  runtime: (electron: string, chromium: string, platform: string) => `Electron ${electron} · Chromium ${chromium} · ${platform}`,
  description: 'Run many AI coding agents side by side, with nothing lost and nothing left behind.',
  copyVersion: 'Copy version',
  licences: 'Licences',
  builtOn: (count: number) => `Agent Manager is free software under the MIT licence. It is built on ${count} packages of others:`,
  licencesMissing: 'The list of licences is missing from this build.',
  noneMatches: 'No package has these words.',
  unnamedLicence: 'See its text',
  noText: (licence: string) =>
    licence === '' ? 'The package comes with no licence text.' : `The package comes with no text of its licence, ${licence}.`,
};
