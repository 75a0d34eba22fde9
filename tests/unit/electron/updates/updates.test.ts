import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { canUpdateItself, packagingOf } from '#electron/updates/packaging.ts';
import type { FoundVersion, UpdateEngine } from '#electron/updates/update-engine.ts';
import { readUpdateRecord, writeUpdateRecord } from '#electron/updates/update-record.ts';
import { createUpdateService, type UpdateServiceOptions } from '#electron/updates/update-service.ts';
import { confirmStart, noteStart } from '#electron/updates/updated-start.ts';
import { silentLog } from '#platform/log.ts';
import { type UpdateStatus, updateFeedSchema } from '#protocol/updates.ts';

let folder: string;
let recordFile: string;
let appImage: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-manager-updates-'));
  recordFile = join(folder, 'updates.json');
  appImage = join(folder, 'app.AppImage');
  writeFileSync(appImage, 'old');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An engine whose feed has what the test says. */
function engineWith(found: FoundVersion | null | Error, downloadedWords = 'new'): UpdateEngine {
  return {
    async check() {
      if (found instanceof Error) throw found;
      return found;
    },
    async download(onPercent) {
      onPercent(50);
      const file = join(folder, 'downloaded');
      writeFileSync(file, downloadedWords);
      return file;
    },
    quitAndInstall: vi.fn<() => void>(),
  };
}

function serviceWith(engine: UpdateEngine, options: Partial<UpdateServiceOptions> = {}) {
  const told: UpdateStatus[] = [];
  const service = createUpdateService({
    packaging: 'appimage',
    version: '1.0.0',
    engine,
    recordFile,
    folder: join(folder, 'kept'),
    appImage,
    feed: () => 'https://updates.example/feed',
    checksByItself: () => false,
    restart: async (work) => work(),
    changed: (status) => told.push(status),
    log: silentLog,
    ...options,
  });
  return { service, told };
}

describe('looking for a new version', () => {
  test('without a feed nothing is asked', async () => {
    const engine = engineWith({ version: '2.0.0', isForUs: true });
    const check = vi.spyOn(engine, 'check');
    const { service } = serviceWith(engine, { feed: () => null });
    expect(service.status().state).toBe('off');
    expect(await service.check()).toMatchObject({ state: 'off' });
    expect(check).not.toHaveBeenCalled();
  });

  test('what the system’s packages update asks nothing either', async () => {
    const { service } = serviceWith(engineWith({ version: '2.0.0', isForUs: true }), { packaging: 'system-package' });
    expect(await service.check()).toMatchObject({ state: 'unsupported', packaging: 'system-package' });
  });

  test.each([
    ['nothing newer', null, { state: 'current' }],
    ['a newer one', { version: '2.0.0', isForUs: true }, { state: 'available', version: '2.0.0' }],
    ['one that is rolled out to others first', { version: '2.0.0', isForUs: false }, { state: 'held-back', version: '2.0.0' }],
    ['no answer', new Error('net::ERR_CONNECTION_REFUSED'), { state: 'failed', message: 'The update feed could not be reached.' }],
  ])('%s', async (_, found, expected) => {
    const { service, told } = serviceWith(engineWith(found));
    expect(await service.check()).toMatchObject(expected);
    expect(told.map(({ state }) => state)).toEqual(['checking', expected.state]);
  });

  test('two at once are one', async () => {
    const engine = engineWith(null);
    const check = vi.spyOn(engine, 'check');
    const { service } = serviceWith(engine);
    await Promise.all([service.check(), service.check()]);
    expect(check).toHaveBeenCalledTimes(1);
  });

  test('a version that did not start here is not offered again, and is named', async () => {
    writeUpdateRecord(recordFile, { pending: null, failedVersions: ['2.0.0'] });
    const { service } = serviceWith(engineWith({ version: '2.0.0', isForUs: true }));
    expect(await service.check()).toMatchObject({ state: 'held-back', failedVersion: '2.0.0' });
    expect((await service.download()).state).toBe('held-back');
  });
});

describe('an AppImage', () => {
  test('is replaced by what was downloaded, with the version before kept', async () => {
    const { service, told } = serviceWith(engineWith({ version: '2.0.0', isForUs: true }));
    await service.check();
    expect(await service.download()).toMatchObject({ state: 'ready', version: '2.0.0' });
    expect(told).toContainEqual(expect.objectContaining({ state: 'downloading', percent: 50 }));
    await service.install();
    expect(readFileSync(appImage, 'utf8')).toBe('new');
    expect(statSync(appImage).mode & 0o111).toBe(0o111);
    const { pending } = readUpdateRecord(recordFile);
    expect(pending).toMatchObject({ version: '2.0.0', starts: 0 });
    expect(readFileSync(pending?.previousFile ?? '', 'utf8')).toBe('old');
  });

  test('is left alone where nothing was downloaded, or from another feed', async () => {
    const { service } = serviceWith(engineWith({ version: '2.0.0', isForUs: true }));
    await expect(service.install()).rejects.toMatchObject({ code: 'not-found' });
    await service.check();
    await service.download();
    service.feedChanged();
    await expect(service.install()).rejects.toMatchObject({ code: 'not-found' });
    expect(readFileSync(appImage, 'utf8')).toBe('old');
  });
});

test('elsewhere the system’s own installer is started, and the version watched all the same', async () => {
  const engine = engineWith({ version: '2.0.0', isForUs: true });
  const { service } = serviceWith(engine, { packaging: 'windows', appImage: undefined });
  await service.check();
  await service.download();
  await service.install();
  expect(engine.quitAndInstall).toHaveBeenCalledTimes(1);
  expect(readUpdateRecord(recordFile).pending).toEqual({ version: '2.0.0', starts: 0, previousFile: null });
});

describe('the first starts of a new version', () => {
  const newer = '2.0.0';
  const previous = () => join(folder, 'previous');
  const put = () => {
    writeFileSync(previous(), 'old');
    writeFileSync(appImage, 'broken');
    writeUpdateRecord(recordFile, { pending: { version: newer, starts: 0, previousFile: previous() }, failedVersions: [] });
  };

  test('one that opens its window is kept', () => {
    put();
    expect(noteStart({ recordFile, version: newer, appImage })).toBe('go-on');
    confirmStart({ recordFile, version: newer });
    for (let start = 0; start < 5; start++) expect(noteStart({ recordFile, version: newer, appImage })).toBe('go-on');
    expect(readFileSync(appImage, 'utf8')).toBe('broken');
  });

  test('one that twice did not is taken back at the third start, and not offered again', () => {
    put();
    expect(noteStart({ recordFile, version: newer, appImage })).toBe('go-on');
    expect(noteStart({ recordFile, version: newer, appImage })).toBe('go-on');
    expect(noteStart({ recordFile, version: newer, appImage })).toBe('previous-version');
    expect(readFileSync(appImage, 'utf8')).toBe('old');
    expect(readUpdateRecord(recordFile)).toEqual({ pending: null, failedVersions: [newer] });
    // The one before starts as ever.
    expect(noteStart({ recordFile, version: '1.0.0', appImage })).toBe('go-on');
  });

  test('where no version before is kept it is only not offered again', () => {
    writeUpdateRecord(recordFile, { pending: { version: newer, starts: 2, previousFile: null }, failedVersions: [] });
    expect(noteStart({ recordFile, version: newer, appImage: undefined })).toBe('go-on');
    expect(readUpdateRecord(recordFile).failedVersions).toEqual([newer]);
  });

  test('another version than the one put in ends the watch; a damaged record ends nothing', () => {
    put();
    expect(noteStart({ recordFile, version: '1.0.0', appImage })).toBe('go-on');
    expect(readUpdateRecord(recordFile).pending).toBeNull();
    writeFileSync(recordFile, '{"pending": 7');
    expect(noteStart({ recordFile, version: newer, appImage })).toBe('go-on');
  });
});

test.each([
  [{ platform: 'linux', isPackaged: true, appImage: '/home/a/app.AppImage' }, 'appimage', true],
  [{ platform: 'linux', isPackaged: true, executable: '/opt/agent-manager/agent-manager' }, 'system-package', false],
  [{ platform: 'linux', isPackaged: true, executable: '/home/a/agent-manager/agent-manager' }, 'archive', false],
  [{ platform: 'linux', isPackaged: false }, 'development', false],
  [{ platform: 'darwin', isPackaged: true }, 'macos', true],
  [{ platform: 'win32', isPackaged: true }, 'archive', false],
] as const)('%j is %s', (facts, packaging, updatesItself) => {
  const all = { appImage: undefined, resourcesFolder: '/none', executable: '/none/app', ...facts };
  expect(packagingOf(all)).toBe(packaging);
  expect(canUpdateItself(packagingOf(all))).toBe(updatesItself);
});

test.each([
  ['https://updates.example/feed', true],
  ['http://127.0.0.1:8080/', true],
  ['http://localhost', true],
  ['http://updates.example/feed', false],
  ['http://localhost.example/', false],
  ['http://127.0.0.1.example/', false],
  ['file:///tmp/feed', false],
])('a feed at %s: %s', (address, isTaken) => {
  expect(updateFeedSchema.safeParse(address).success).toBe(isTaken);
});
