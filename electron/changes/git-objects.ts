/** Reads contents out of git's object store, as git keeps them: no filter of the repository's is run. */
import { join } from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { runGit } from '../git/run-git.ts';

/** Read with one call of git. */
const MAX_BATCH_BYTES = 32 * 1024 * 1024;

interface WantedObject {
  path: string;
  objectId: string;
  before: { size: number };
}

/** Calls `take` once for each, with null where git does not have it any more. Files of a submodule are asked of the submodule. */
export async function readGitObjects<Wanted extends WantedObject>(
  folder: string,
  wanted: readonly Wanted[],
  take: (object: Wanted, content: Buffer | null) => Promise<void>,
): Promise<void> {
  for (const batch of batches(wanted)) {
    const contents = await readBatch(folder, batch);
    for (const [index, object] of batch.entries()) {
      await take(object, contents?.[index] ?? (await readInSubmodule(folder, object)));
    }
  }
}

function batches<Wanted extends WantedObject>(wanted: readonly Wanted[]): Wanted[][] {
  const result: Wanted[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const object of wanted) {
    if (bytes + object.before.size > MAX_BATCH_BYTES) {
      result.push([]);
      bytes = 0;
    }
    result.at(-1)?.push(object);
    bytes += object.before.size;
  }
  return result;
}

/** Null when git can't be asked, e.g. because the command removed the repository. */
async function readBatch(folder: string, objects: readonly WantedObject[]): Promise<(Buffer | null)[] | null> {
  const input = `${objects.map(({ objectId }) => objectId).join('\n')}\n`;
  const output = await runGit(folder, ['cat-file', '--batch'], { input }).catch((error: unknown) => {
    if (error instanceof AppError) return null;
    throw error;
  });
  return output && parseBatch(output, objects.length);
}

/** `<id> blob <size>\n<content>\n`, or `<id> missing\n`, for each. */
function parseBatch(output: Buffer, count: number): (Buffer | null)[] {
  const contents: (Buffer | null)[] = [];
  let at = 0;
  while (contents.length < count && at < output.length) {
    const lineEnd = output.indexOf(0x0a, at);
    const [, type, size] = output.toString('latin1', at, lineEnd).split(' ');
    at = lineEnd + 1;
    if (type !== 'blob') {
      contents.push(null);
      continue;
    }
    contents.push(output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return contents;
}

/** The innermost folder of the path that is a repository of its own has the object. */
async function readInSubmodule(folder: string, object: WantedObject): Promise<Buffer | null> {
  const folders = object.path.split('/').slice(0, -1);
  for (let depth = folders.length; depth > 0; depth--) {
    const [content] = (await readBatch(join(folder, ...folders.slice(0, depth)), [object])) ?? [];
    if (content) return content;
  }
  return null;
}
