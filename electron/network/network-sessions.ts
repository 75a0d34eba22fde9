/** Sessions of Electron's that use the network. The window's is none of them: nothing leaves it. */
import { session } from 'electron';
import type { ElectronSession } from './network.ts';

/** Main's own, which is asked what the system says, and that of updates, where electron-updater looks for it. */
export function networkSessions(): [ElectronSession, ElectronSession] {
  return [session.fromPartition('main-network'), session.fromPartition('electron-updater')];
}
