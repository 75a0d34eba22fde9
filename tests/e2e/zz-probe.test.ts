import { mkdtemp } from 'node:fs/promises';
import { test, expect, _electron } from '@playwright/test';
import Database from 'better-sqlite3';
import { PAGE_SCHEME } from '#electron/desktop/page-address.ts';
test('opens', async () => {
  console.log(process.execPath, process.versions.electron, PAGE_SCHEME);
  const db = new Database(':memory:'); console.log(db.prepare('select 1').get());
  const app = await _electron.launch({ executablePath: process.execPath, args: ['--no-sandbox', '.'], env: { ...process.env, AGENT_MANAGER_DATA_DIR: await mkdtemp('/tmp/zz-') } as never });
  const page = await app.firstWindow();
  console.log(await page.title(), process.env.DISPLAY);
  await app.close();
  expect(1).toBe(1);
});
