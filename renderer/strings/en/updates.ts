/** New versions of the app. */
export const updates = {
  title: 'Updates',
  /** Further words one may look for the section by. */
  synonyms: 'new version upgrade feed',
  feed: 'Address of the update feed',
  feedHint: 'Where whoever gave you Agent Manager announces new versions. Empty: nowhere is looked, and nothing is sent.',
  lookByItself: 'Look for new versions at the start and every six hours',
  lookByItselfHint: 'Nothing is downloaded or installed without your word.',
  checkNow: 'Check now',
  download: 'Download',
  install: 'Restart and install',
  installHint: 'Agents are stopped in order; conversations go on afterwards.',
  off: 'No feed is set, so new versions are not looked for.',
  idle: 'Not looked for yet.',
  checking: 'Looking for a new version…',
  current: 'This is the newest version.',
  available: (version: string) => `Version ${version} is there.`,
  heldBack: (version: string) => `Version ${version} is there, but not for this computer yet.`,
  downloading: (version: string, percent: number) => `Downloading version ${version}: ${percent} %`,
  ready: (version: string) => `Version ${version} is downloaded and checked.`,
  failedVersion: (version: string) => `Version ${version} did not start on this computer. It is not offered again.`,
  byPackage:
    'This app came as a package of the system, and is updated by it: install the newer .deb or .rpm over this one. Conversations stay.',
  byArchive: 'This app was unpacked from an archive: unpack a newer one in its place. Conversations stay.',
  byDevelopment: 'This app runs from its sources: pull and start again.',
};
