/** Looks for new versions where a feed is set, and puts one in on the person's word. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '#platform/log.ts';
import { AppError } from '#protocol/errors.ts';
import type { Packaging, UpdateStatus } from '#protocol/updates.ts';
import { canUpdateItself } from './packaging.ts';
import type { UpdateEngine } from './update-engine.ts';
import { readUpdateRecord, writeUpdateRecord } from './update-record.ts';
import { confirmStart, replaceFile } from './updated-start.ts';

/** Often enough that a fix is there the same day, seldom enough for the feed. */
const CHECK_INTERVAL_MS = 6 * 60 * 60_000;
/** A start has better things to do. */
const FIRST_CHECK_DELAY_MS = 60_000;

export interface UpdateServiceOptions {
  packaging: Packaging;
  /** The one that runs. */
  version: string;
  engine: UpdateEngine;
  recordFile: string;
  /** Where the version before an update is kept. */
  folder: string;
  appImage: string | undefined;
  feed: () => string | null;
  checksByItself: () => boolean;
  /** Quits in order, runs the work when nothing is in use any more, and starts the app again. */
  restart: (work: () => void) => Promise<void>;
  changed: (status: UpdateStatus) => void;
  log: Log;
}

export interface UpdateService {
  status(): UpdateStatus;
  check(): Promise<UpdateStatus>;
  download(): Promise<UpdateStatus>;
  install(): Promise<void>;
  /** The feed was set, changed or taken away: what was found on another one counts no more. */
  feedChanged(): void;
  /** This version opened its window and works: it is not taken back any more. */
  windowListens(): void;
}

export function createUpdateService(options: UpdateServiceOptions): UpdateService {
  const { packaging, engine, recordFile, log } = options;
  const failedVersions = () => readUpdateRecord(recordFile).failedVersions;
  let current: UpdateStatus = restingStatus();
  let downloaded: { version: string; file: string } | null = null;
  /** A second click while one is under way gets the same answer. */
  let underWay: Promise<UpdateStatus> | null = null;

  function restingStatus(): UpdateStatus {
    const state = !canUpdateItself(packaging) ? 'unsupported' : options.feed() === null ? 'off' : 'idle';
    return { state, packaging, version: null, percent: null, message: null, failedVersion: failedVersions().at(-1) ?? null };
  }

  function set(change: Partial<UpdateStatus>): UpdateStatus {
    current = { ...restingStatus(), ...change };
    options.changed(current);
    return current;
  }

  function once(work: () => Promise<UpdateStatus>): Promise<UpdateStatus> {
    underWay ??= work()
      .catch((error: unknown) => {
        log.warn('An update failed', { error });
        return set({ state: 'failed', version: current.version, message: sentenceOf(error) });
      })
      .finally(() => {
        underWay = null;
      });
    return underWay;
  }

  const check = () =>
    once(async () => {
      const feed = options.feed();
      if (feed === null || !canUpdateItself(packaging)) return set({});
      set({ state: 'checking' });
      const found = await engine.check(feed);
      if (found === null) return set({ state: 'current' });
      const { version, isForUs } = found;
      if (downloaded?.version === version) return set({ state: 'ready', version });
      return set({ state: isForUs && !failedVersions().includes(version) ? 'available' : 'held-back', version });
    });

  setTimeout(checkByItself, FIRST_CHECK_DELAY_MS).unref();
  setInterval(checkByItself, CHECK_INTERVAL_MS).unref();
  function checkByItself(): void {
    if (options.checksByItself() && options.feed() !== null && current.state !== 'ready') void check();
  }

  return {
    status: () => current,
    check,
    download: () =>
      once(async () => {
        const { version } = current;
        if (version === null || current.state === 'held-back') return current;
        set({ state: 'downloading', version, percent: 0 });
        const file = await engine.download((percent) => void set({ state: 'downloading', version, percent: Math.min(100, percent) }));
        downloaded = { version, file };
        return set({ state: 'ready', version });
      }),
    async install() {
      if (downloaded === null) throw new AppError({ code: 'not-found', message: 'There is no downloaded update to install.' });
      const { version, file } = downloaded;
      if (options.appImage === undefined) {
        writeUpdateRecord(recordFile, { pending: { version, starts: 0, previousFile: null }, failedVersions: failedVersions() });
        engine.quitAndInstall();
        return;
      }
      const { appImage } = options;
      const previousFile = join(options.folder, 'previous.AppImage');
      // Before anything ends: where there is no room for the copy the app goes on as it is.
      mkdirSync(options.folder, { recursive: true });
      copyFileSync(appImage, previousFile);
      await options.restart(() => {
        replaceFile(file, appImage);
        writeUpdateRecord(recordFile, { pending: { version, starts: 0, previousFile }, failedVersions: failedVersions() });
      });
    },
    feedChanged() {
      downloaded = null;
      set({});
    },
    windowListens: () => confirmStart({ recordFile, version: options.version }),
  };
}

function sentenceOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/ERR_CHECKSUM_MISMATCH|sha512/.test(`${code} ${words}`))
    return 'What was downloaded is not what the feed announced, and was thrown away.';
  if (/ERR_CONNECTION|ERR_NAME_NOT_RESOLVED|ECONNREFUSED|ENOTFOUND|ERR_INTERNET|ERR_NETWORK/.test(`${code} ${words}`))
    return 'The update feed could not be reached.';
  if (/ERR_PROXY|ERR_TUNNEL|\b407\b/.test(`${code} ${words}`))
    return 'The proxy lets nothing through. Check its address and login under Network.';
  if (/ERR_CERT/.test(`${code} ${words}`))
    return 'The certificate of the update feed is not trusted. If it is your company’s, add its file under Network.';
  if (/CHANNEL_FILE_NOT_FOUND|\b404\b/.test(`${code} ${words}`)) return 'There is no list of versions at the address of the update feed.';
  if (/ENOSPC/.test(code)) return 'There is no room on the disk for the update.';
  return `The update did not work: ${words.split('\n')[0]}`;
}
