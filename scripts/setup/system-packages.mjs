/** Which package of a Linux system brings what Electron and the tests need, and the one line that installs it. Pure. */

/** @typedef {'debian' | 'fedora' | 'arch' | 'unknown'} LinuxFamily */
/** @typedef {{family: LinuxFamily, hasTime64Names: boolean}} LinuxSystem */
/** @typedef {'gtk' | 'nss' | 'alsa' | 'gbm' | 'xvfb' | 'dbus' | 'notify' | 'python-dbus' | 'python-gi' | '7zip' | 'xdg-utils' | 'desktop-file-utils' | 'secret' | 'rpmbuild' | 'dpkg' | 'squashfs' | 'c-compiler'} Need */

/** Electron needs no more than the first four on a bare Debian 12 (seen in a minimal root); everything else comes with them. */
/** @type {Record<Need, {debian: string, fedora: string, arch: string, time64?: boolean}>} */
const PACKAGES = {
  gtk: { debian: 'libgtk-3-0', fedora: 'gtk3', arch: 'gtk3', time64: true },
  nss: { debian: 'libnss3', fedora: 'nss', arch: 'nss' },
  alsa: { debian: 'libasound2', fedora: 'alsa-lib', arch: 'alsa-lib', time64: true },
  gbm: { debian: 'libgbm1', fedora: 'mesa-libgbm', arch: 'mesa' },
  xvfb: { debian: 'xvfb', fedora: 'xorg-x11-server-Xvfb', arch: 'xorg-server-xvfb' },
  '7zip': { debian: 'p7zip-full', fedora: 'p7zip', arch: 'p7zip' },
  'xdg-utils': { debian: 'xdg-utils', fedora: 'xdg-utils', arch: 'xdg-utils' },
  'desktop-file-utils': { debian: 'desktop-file-utils', fedora: 'desktop-file-utils', arch: 'desktop-file-utils' },
  secret: { debian: 'libsecret-1-0', fedora: 'libsecret', arch: 'libsecret' },
  rpmbuild: { debian: 'rpm', fedora: 'rpm-build', arch: 'rpm-tools' },
  dpkg: { debian: 'dpkg', fedora: 'dpkg', arch: 'dpkg' },
  squashfs: { debian: 'squashfs-tools', fedora: 'squashfs-tools', arch: 'squashfs-tools' },
  'c-compiler': { debian: 'gcc libc6-dev', fedora: 'gcc glibc-static', arch: 'gcc' },
  dbus: { debian: 'dbus', fedora: 'dbus-daemon', arch: 'dbus' },
  notify: { debian: 'libnotify4', fedora: 'libnotify', arch: 'libnotify' },
  'python-dbus': { debian: 'python3-dbus', fedora: 'python3-dbus', arch: 'python-dbus' },
  'python-gi': { debian: 'python3-gi', fedora: 'python3-gobject', arch: 'python-gobject' },
};

const INSTALL = { debian: 'apt-get install -y', fedora: 'dnf install -y', arch: 'pacman -S --noconfirm' };

/**
 * @param {string} osRelease the text of /etc/os-release
 * @returns {LinuxSystem}
 */
export function readLinuxSystem(osRelease) {
  const fields = Object.fromEntries(
    [...osRelease.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, key, value]) => [key, value?.replace(/^"|"$/g, '')]),
  );
  const ids = `${fields.ID ?? ''} ${fields.ID_LIKE ?? ''}`.split(' ');
  const family = ids.some((id) => id === 'debian' || id === 'ubuntu')
    ? 'debian'
    : ids.some((id) => id === 'fedora' || id === 'rhel')
      ? 'fedora'
      : ids.includes('arch')
        ? 'arch'
        : 'unknown';
  // Debian 13 and Ubuntu 24.04 renamed libraries whose time_t grew to 64 bits: libgtk-3-0 became libgtk-3-0t64.
  const version = Number.parseFloat(fields.VERSION_ID ?? '');
  const hasTime64Names = (fields.ID === 'debian' && version >= 13) || (fields.ID === 'ubuntu' && version >= 24.04);
  return { family, hasTime64Names };
}

/**
 * @param {readonly string[]} libraries sonames that `ldd` did not find
 * @returns {Need[]}
 */
export function needsOfLibraries(libraries) {
  /** @type {Set<Need>} */
  const needs = new Set();
  for (const library of libraries) {
    if (/^lib(nss|nssutil|smime|nspr|plc|plds)\d/.test(library)) needs.add('nss');
    else if (library.startsWith('libasound.')) needs.add('alsa');
    else if (library.startsWith('libgbm.')) needs.add('gbm');
    else needs.add('gtk'); // X11, Pango, Cairo, ATK and CUPS libraries are all dependencies of GTK's package.
  }
  return [...needs].sort();
}

/**
 * @param {readonly Need[]} needs
 * @param {LinuxSystem} system
 * @returns {string[]} the packages' names on that system; empty where it isn't known
 */
export function packagesFor(needs, { family, hasTime64Names }) {
  if (family === 'unknown') return [];
  return needs.map((need) => {
    const entry = PACKAGES[need];
    return family === 'debian' && hasTime64Names && entry.time64 ? `${entry.debian}t64` : entry[family];
  });
}

/**
 * The one line to copy.
 * @param {readonly Need[]} needs
 * @param {LinuxSystem} system
 */
export function installLine(needs, system) {
  if (system.family === 'unknown')
    return `install what your system calls ${packagesFor(needs, { family: 'debian', hasTime64Names: false }).join(', ')} (Debian’s names)`;
  return `sudo ${INSTALL[system.family]} ${packagesFor(needs, system).join(' ')}`;
}
