/** What a file is at one moment, and reading that from the disk. */
import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { lstat, open, readlink } from 'node:fs/promises';
import { z } from 'zod';
import type { ContentStore } from './content-store.ts';

export const fileStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('absent') }),
  z.object({
    kind: z.literal('file'),
    /** SHA-256 of the content; `stat:…` for a file too large to read. */
    hash: z.string(),
    size: z.number(),
    isExecutable: z.boolean(),
    /** The content is in the store. */
    isKept: z.boolean(),
  }),
  z.object({ kind: z.literal('link'), target: z.string() }),
  /** A folder or a device: nothing that is kept or written. */
  z.object({ kind: z.literal('other') }),
  /** It existed, and nobody knows what it held. */
  z.object({ kind: z.literal('unknown') }),
]);
export type FileState = z.infer<typeof fileStateSchema>;

export const ABSENT: FileState = { kind: 'absent' };

/** A larger file is compared, and its content is not kept: a copy with each edit of a database or a video would fill the disk. */
export const MAX_KEPT_FILE_BYTES = 16 * 1024 * 1024;

/** Reading takes about a second per gigabyte; a still larger file is compared by its size and time. */
const MAX_HASHED_FILE_BYTES = 256 * 1024 * 1024;

const CHUNK_BYTES = 1024 * 1024;

export function isSameState(a: FileState, b: FileState): boolean {
  if (a.kind === 'unknown' || b.kind === 'unknown') return false;
  if (a.kind === 'file' && b.kind === 'file') return a.hash === b.hash && a.isExecutable === b.isExecutable;
  if (a.kind === 'link' && b.kind === 'link') return a.target === b.target;
  return a.kind === b.kind;
}

/** Whether the file could be made to be this again. */
export function canBeWritten(state: FileState): boolean {
  return state.kind === 'absent' || state.kind === 'link' || (state.kind === 'file' && state.isKept);
}

export interface CaptureOptions {
  /** Content goes there, unless it is too large or the store is full. */
  contents: ContentStore;
  /** On the disk before this is fulfilled, also against a power cut. */
  isDurable?: boolean;
  maxKeptBytes?: number;
}

/** The file's state now. Links are not followed. Throws what the file system throws, but for a file that is not there. */
export async function captureFile(file: string, options: CaptureOptions): Promise<FileState> {
  const stats = await statsOf(file);
  return stats === null ? ABSENT : captureKnown(file, stats, options);
}

/** The same for a file whose stats are known. */
export async function captureKnown(
  file: string,
  stats: BigIntStats,
  { contents, isDurable = false, maxKeptBytes = MAX_KEPT_FILE_BYTES }: CaptureOptions,
): Promise<FileState> {
  if (stats.isSymbolicLink()) return { kind: 'link', target: await readlink(file) };
  if (!stats.isFile()) return { kind: 'other' };
  const isExecutable = (stats.mode & 0o100n) !== 0n && process.platform !== 'win32';
  if (stats.size > BigInt(MAX_HASHED_FILE_BYTES)) {
    return { kind: 'file', hash: `stat:${stats.size}:${stats.mtimeNs}`, size: Number(stats.size), isExecutable, isKept: false };
  }
  const { hash, size, content } = await readWhole(file, Number(stats.size), maxKeptBytes);
  const isKept = content !== undefined && (await contents.put(hash, content, isDurable));
  return { kind: 'file', hash, size, isExecutable, isKept };
}

/** Null when nothing is there. */
export async function statsOf(file: string): Promise<BigIntStats | null> {
  try {
    return await lstat(file, { bigint: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/** Changes whenever the file is written, replaced or made executable; it may change without its content doing so. */
export function signatureOf({ ino, size, mtimeNs, ctimeNs, mode }: BigIntStats): string {
  return `${ino}:${size}:${mtimeNs}:${ctimeNs}:${mode}`;
}

export function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** In pieces, so that a large file holds up nothing else; `content` only up to `maxKeptBytes`. */
async function readWhole(
  file: string,
  expectedBytes: number,
  maxKeptBytes: number,
): Promise<{ hash: string; size: number; content: Buffer | undefined }> {
  // One more than expected, so that a small file takes one read and the end is seen in the second.
  const chunkBytes = Math.min(CHUNK_BYTES, expectedBytes + 1);
  const handle = await open(file, 'r');
  try {
    const hash = createHash('sha256');
    let pieces: Buffer[] | undefined = [];
    let size = 0;
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes);
      if (bytesRead === 0) break;
      const piece = buffer.subarray(0, bytesRead);
      hash.update(piece);
      size += bytesRead;
      if (size > maxKeptBytes) pieces = undefined;
      pieces?.push(piece);
    }
    return { hash: hash.digest('hex'), size, content: pieces && Buffer.concat(pieces) };
  } finally {
    await handle.close();
  }
}
