import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from './scene.ts';
import { seedYears } from './years-of-data.ts';

/** The database with its first bytes gone, as a failing disk leaves it. */
export function seedDamaged(dataFolder: string): void {
  seedYears(dataFolder);
  const descriptor = openSync(join(dataFolder, 'conversations.db'), 'r+');
  writeSync(descriptor, Buffer.alloc(100, 0xaa), 0, 100, 0);
  // And a page in the midst of it.
  writeSync(descriptor, Buffer.alloc(4096, 0xaa), 0, 4096, 40 * 4096);
  closeSync(descriptor);
}

const scene: Scene = {
  name: 'recovery',
  into: 'recovery',
  prepare: seedDamaged,
  async show({ page }) {
    await page.getByRole('list', { name: 'Backups' }).waitFor();
  },
};

export default scene;
