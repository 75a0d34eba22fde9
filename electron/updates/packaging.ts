/** How the app was installed, and with that whether it can replace itself. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Packaging } from '#protocol/updates.ts';

export interface InstallFacts {
  platform: NodeJS.Platform;
  isPackaged: boolean;
  /** Set by an AppImage's runtime: the file that was started. */
  appImage: string | undefined;
  resourcesFolder: string;
  executable: string;
}

export function packagingOf({ platform, isPackaged, appImage, resourcesFolder, executable }: InstallFacts): Packaging {
  if (platform === 'linux' && appImage) return 'appimage';
  if (!isPackaged) return 'development';
  if (platform === 'darwin') return 'macos';
  // The installer leaves a way to uninstall beside the program; the zip has none, and nothing that could update it.
  if (platform === 'win32') return existsSync(join(executable, '..', 'Uninstall Agent Manager.exe')) ? 'windows' : 'archive';
  // electron-builder notes there what it made: deb, rpm.
  return existsSync(join(resourcesFolder, 'package-type')) || executable.startsWith('/opt/') ? 'system-package' : 'archive';
}

export function canUpdateItself(packaging: Packaging): boolean {
  return packaging === 'appimage' || packaging === 'windows' || packaging === 'macos';
}
