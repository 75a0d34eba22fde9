import { describe, expect, it } from 'vitest';
import { installLine, needsOfLibraries, packagesFor, readLinuxSystem } from '#scripts/setup/system-packages.mjs';

const DEBIAN_12 = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n';
const DEBIAN_13 = 'ID=debian\nVERSION_ID="13"\n';
const UBUNTU_2404 = 'NAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n';
const MINT = 'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="21"\n';

describe('the missing libraries of Electron', () => {
  it('become one line to copy on Debian 12', () => {
    const needs = needsOfLibraries(['libgtk-3.so.0', 'libatk-1.0.so.0', 'libnss3.so', 'libnspr4.so', 'libasound.so.2', 'libgbm.so.1']);
    expect(installLine(needs, readLinuxSystem(DEBIAN_12))).toBe('sudo apt-get install -y libasound2 libgbm1 libgtk-3-0 libnss3');
  });

  it('have other names where time_t grew to 64 bits', () => {
    expect(packagesFor(['gtk', 'alsa', 'nss'], readLinuxSystem(DEBIAN_13))).toEqual(['libgtk-3-0t64', 'libasound2t64', 'libnss3']);
    expect(packagesFor(['gtk'], readLinuxSystem(UBUNTU_2404))).toEqual(['libgtk-3-0t64']);
  });

  it('are named for a system that is like one we know', () => {
    expect(readLinuxSystem(MINT).family).toBe('debian');
    expect(installLine(['xvfb'], readLinuxSystem('ID=fedora\nVERSION_ID=42\n'))).toBe('sudo dnf install -y xorg-x11-server-Xvfb');
    expect(installLine(['gbm'], readLinuxSystem('ID=arch\n'))).toBe('sudo pacman -S --noconfirm mesa');
  });

  it('are named by Debian’s names on a system that we do not know', () => {
    expect(installLine(['gtk'], readLinuxSystem('ID=unheard-of\n'))).toContain('libgtk-3-0');
    expect(packagesFor(['gtk'], readLinuxSystem(''))).toEqual([]);
  });
});
