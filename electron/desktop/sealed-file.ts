/** One value in a file of its own, encrypted by the OS key store. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomically } from '../store/atomic-file.ts';
import type { KeyStore } from './credentials.ts';

const sealedSchema = z.object({ protection: z.literal('key-store'), data: z.base64() });

/** The value; undefined where there is none, or one that can't be decrypted (another user's, another machine's) or is not of this shape. */
export function readSealedFile<T>(file: string, keyStore: KeyStore, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { data } = sealedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return schema.parse(JSON.parse(keyStore.decrypt(Buffer.from(data, 'base64'))));
  } catch {
    // The file is left as it is: the window shows that there is no value, and entering it anew replaces the file.
    return undefined;
  }
}

/** Replaces the value there was. The key store must be available. */
export function writeSealedFile(file: string, keyStore: KeyStore, value: unknown): void {
  const data = keyStore.encrypt(JSON.stringify(value)).toString('base64');
  writeFileAtomically(file, JSON.stringify({ protection: 'key-store', data }));
}
