/** Run by electron-builder on each packed app, before it becomes an installer. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** @param {import('electron-builder').AfterPackContext} context */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const resources =
    electronPlatformName === 'darwin'
      ? join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : join(appOutDir, 'resources');
  // Electron's own welcome app: a folder of Electron (electronDist) still has it, and it would start where our archive is missing.
  rmSync(join(resources, 'default_app.asar'), { force: true });
  // The mark that our set-up leaves in a copy of Electron it fetched itself.
  rmSync(join(appOutDir, '.complete.json'), { force: true });
}
