/** The first starts after an update: one that never gets as far as its window is taken back. */
import { chmodSync, copyFileSync, existsSync, renameSync } from 'node:fs';
import { readUpdateRecord, writeUpdateRecord } from './update-record.ts';

/** One failed start may be a crash of the desktop or a power cut; two are the version's fault. */
const STARTS_BEFORE_TAKING_BACK = 2;

export interface UpdatedStart {
  recordFile: string;
  /** The version that starts now. */
  version: string;
  /** The AppImage that runs, if it is one: the file to put the previous version into. */
  appImage: string | undefined;
}

/**
 * Counts a start of a version that has not proved itself. Returns `previous-version` where that one has just been put back in its place and
 * is to be started instead; the version that failed is then not offered again. Never throws: what can't be put back goes on as it is.
 */
export function noteStart({ recordFile, version, appImage }: UpdatedStart): 'go-on' | 'previous-version' {
  const record = readUpdateRecord(recordFile);
  const { pending } = record;
  if (pending === null) return 'go-on';
  try {
    if (pending.version !== version) {
      // Another version starts than the one that was put in: it was not installed after all, or the person went back by hand.
      writeUpdateRecord(recordFile, { ...record, pending: null });
      return 'go-on';
    }
    if (pending.starts < STARTS_BEFORE_TAKING_BACK) {
      writeUpdateRecord(recordFile, { ...record, pending: { ...pending, starts: pending.starts + 1 } });
      return 'go-on';
    }
    const { previousFile } = pending;
    const canTakeBack = appImage !== undefined && previousFile !== null && existsSync(previousFile);
    if (canTakeBack) replaceFile(previousFile, appImage);
    writeUpdateRecord(recordFile, { pending: null, failedVersions: [...new Set([...record.failedVersions, version])] });
    return canTakeBack ? 'previous-version' : 'go-on';
  } catch {
    // The folder can't be written to; the start screen for that says so.
    return 'go-on';
  }
}

/** The window is there and listens: this version works. */
export function confirmStart({ recordFile, version }: Pick<UpdatedStart, 'recordFile' | 'version'>): void {
  const record = readUpdateRecord(recordFile);
  if (record.pending?.version === version) writeUpdateRecord(recordFile, { ...record, pending: null });
}

/** A program in use can't be written to, but its name can be given to another file. */
export function replaceFile(source: string, target: string): void {
  const beside = `${target}.new`;
  copyFileSync(source, beside);
  chmodSync(beside, 0o755);
  renameSync(beside, target);
}
