/** A new version from a real feed: found, downloaded, checked, put in the place of the AppImage, and started. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type AppWindow, expect, test } from '#tests/support/app/app-window.ts';
import { startHouseNetwork } from '#tests/support/tls/house-network.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** A feed of the generic kind, whose answers a test changes as it goes. */
async function startFeed() {
  const files = new Map<string, Buffer | string>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://feed').pathname.slice(1);
    asked.push(name);
    const body = files.get(name);
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    announce(version: string, program: Buffer, extras: { stagingPercentage?: number; sha512?: string } = {}) {
      const sha512 = extras.sha512 ?? createHash('sha512').update(program).digest('base64');
      const staging = extras.stagingPercentage === undefined ? '' : `stagingPercentage: ${extras.stagingPercentage}\n`;
      const entry = `  - url: new.AppImage\n    sha512: ${sha512}\n    size: ${program.length}\n`;
      files.set('new.AppImage', program);
      files.set(
        'latest-linux.yml',
        `version: ${version}\nfiles:\n${entry}path: new.AppImage\nsha512: ${sha512}\n${staging}releaseDate: '2026-01-01T00:00:00.000Z'\n`,
      );
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function openUpdates({ page }: AppWindow) {
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Updates' }).click();
  return page.getByRole('tabpanel', { name: 'Updates' });
}

test('an AppImage finds, checks, installs and starts a new version; off until a feed is set', async ({ launch, dataFolder }) => {
  const feed = await startFeed();
  const appImage = join(dataFolder, 'app.AppImage');
  const started = join(dataFolder, 'started');
  writeFileSync(appImage, 'the version that runs');
  const program = Buffer.from(`#!/bin/sh\necho "$0" > "${started}"\n`);
  try {
    const window = await launch({ APPIMAGE: appImage, XDG_CACHE_HOME: join(dataFolder, 'cache') });
    const panel = await openUpdates(window);
    const status = panel.getByRole('status');
    const check = panel.getByRole('button', { name: 'Check now' });
    await expect(status).toHaveText('No feed is set, so new versions are not looked for.');
    await expect(check).toBeDisabled();
    const address = panel.getByRole('textbox', { name: 'Address of the update feed' });

    await address.fill('http://updates.example/insecure');
    await address.press('Enter');
    await expect(panel).toContainText('has to begin with https');
    await address.fill(feed.address);
    await address.press('Enter');
    await check.click();
    await expect(status).toHaveText('There is no list of versions at the address of the update feed.');

    feed.announce('0.0.1', program);
    await check.click();
    await expect(status).toHaveText('This is the newest version.');
    feed.announce('99.0.0', program, { stagingPercentage: 0 });
    await check.click();
    await expect(status).toHaveText('Version 99.0.0 is there, but not for this computer yet.');

    feed.announce('99.0.0', program, { sha512: createHash('sha512').update('another').digest('base64') });
    await check.click();
    await panel.getByRole('button', { name: 'Download' }).click();
    await expect(status).toHaveText('What was downloaded is not what the feed announced, and was thrown away.');
    expect(readFileSync(appImage, 'utf8')).toBe('the version that runs');

    feed.announce('99.0.0', program);
    await check.click();
    await panel.getByRole('button', { name: 'Download' }).click();
    await expect(status).toHaveText('Version 99.0.0 is downloaded and checked.');
    const gone = window.app.waitForEvent('close');
    await panel.getByRole('button', { name: 'Restart and install' }).click();
    await gone;
    await expect.poll(() => readText(started).trim()).toBe(appImage);
    expect(readFileSync(appImage)).toEqual(program);
    const { pending } = JSON.parse(readText(join(dataFolder, 'updates.json')));
    expect(pending).toMatchObject({ version: '99.0.0', starts: 0 });
    expect(readText(pending.previousFile)).toBe('the version that runs');
  } finally {
    feed.close();
  }
});

test('the feed is reached through the proxy of the settings, with its login and the house’s own certificate', async ({
  launch,
  dataFolder,
}) => {
  const feed = await startFeed();
  const login = { name: 'ada', password: 'p@ss:w%rd' };
  const house = await startHouseNetwork(feed.address, login);
  writeFileSync(
    join(dataFolder, 'settings.json'),
    JSON.stringify({ updateFeed: house.baseUrl, proxyMode: 'manual', proxyUrl: house.proxyUrl, caFile: house.caFile }),
  );
  try {
    feed.announce('99.0.0', Buffer.from('the new version'));
    const { page } = await launch({ APPIMAGE: join(dataFolder, 'app.AppImage'), XDG_CACHE_HOME: join(dataFolder, 'cache') });
    await page.keyboard.press('ControlOrMeta+,');
    const checkAgain = async () => {
      await page.getByRole('tab', { name: 'Updates' }).click();
      await page.getByRole('button', { name: 'Check now' }).click();
      return page.getByRole('tabpanel', { name: 'Updates' }).getByRole('status');
    };
    await expect(await checkAgain()).toHaveText('The proxy lets nothing through. Check its address and login under Network.');
    expect(house.tunnels).toEqual([]);

    await page.getByRole('tab', { name: 'Network' }).click();
    const form = page.getByRole('form', { name: 'Login for the proxy' });
    await form.getByRole('textbox', { name: 'Name' }).fill(login.name);
    await form.getByLabel('Password').fill(login.password);
    await form.getByLabel('Password').press('Enter');
    await expect(form.getByRole('status')).toHaveText('Logs in as ada.');
    await expect(form.getByLabel('Password')).toHaveValue('');
    await expect(await checkAgain()).toHaveText('Version 99.0.0 is there.');
    expect(house.tunnels).toContain('gemini.house.invalid:8443');

    for (const name of ['settings.json', 'logs/main.log']) expect(readText(join(dataFolder, name)), name).not.toContain(login.password);
  } finally {
    await house.close();
    feed.close();
  }
});

test('a version that twice ended before its window is replaced by the one before, which is started and says so', async ({
  launch,
  dataFolder,
}) => {
  const appImage = join(dataFolder, 'app.AppImage');
  const previousFile = join(dataFolder, 'previous.AppImage');
  const recordFile = join(dataFolder, 'updates.json');
  const startedWith = join(dataFolder, 'started');
  writeFileSync(appImage, 'the version that does not start');
  writeFileSync(previousFile, `#!/bin/sh\necho "$0 $*" > "${startedWith}"\n`);
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const pendingStarts = () => JSON.parse(readText(recordFile)).pending?.starts;
  writeFileSync(recordFile, JSON.stringify({ pending: { version, starts: 0, previousFile }, failedVersions: [] }));
  const start = () =>
    spawn(process.execPath, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ROOT, '--disable-gpu'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined, AGENT_MANAGER_DATA_DIR: dataFolder, APPIMAGE: appImage },
      stdio: 'ignore',
    });

  for (const starts of [1, 2]) {
    const child = start();
    const ended = once(child, 'exit');
    await expect.poll(pendingStarts, { intervals: [10] }).toBe(starts);
    child.kill('SIGKILL');
    await ended;
    expect(readFileSync(appImage, 'utf8'), `after ${starts}`).toBe('the version that does not start');
  }
  const [code] = await once(start(), 'exit');
  expect(code).toBe(0);
  await expect.poll(() => readText(startedWith)).toMatch(appImage);
  expect(readText(startedWith), 'with the arguments it was started with').toContain('--disable-gpu');
  expect(readFileSync(appImage)).toEqual(readFileSync(previousFile));
  expect(JSON.parse(readText(recordFile))).toEqual({ pending: null, failedVersions: [version] });

  const window = await launch({ APPIMAGE: appImage, XDG_CACHE_HOME: join(dataFolder, 'cache') });
  await expect(await openUpdates(window)).toContainText(`Version ${version} did not start on this computer. It is not offered again.`);
});

/** Empty until it is there. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
