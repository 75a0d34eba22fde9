/**
 * How the app signs in to Gemini. The key lives in the OS key store (safeStorage); where there is none the person chooses between a
 * file only they can read and memory. It leaves this file only into the environment of a bridge.
 */
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import type { CredentialStatus, GeminiAccount } from '#protocol/ipc.ts';
import { geminiAccountSchema } from '#protocol/ipc.ts';

/** The part of Electron's safeStorage that is used; tests bring their own. */
export interface KeyStore {
  /** False also where the "encryption" has a fixed password, as Chromium's basic_text backend on Linux does. */
  isAvailable(): boolean;
  encrypt(text: string): Buffer;
  decrypt(data: Buffer): string;
}

export interface Credentials {
  status(): CredentialStatus;
  /** Throws `conflict` where the OS has no key store and the person has not said where the key may go. */
  save(account: GeminiAccount, keepWithoutKeyStore?: 'file' | 'memory'): void;
  remove(): void;
  /** The account in use with its key, or null when there is none. Never send this to a window. */
  account(): GeminiAccount | null;
  /** Environment variables that sign a bridge in; empty without an account. */
  bridgeEnvironment(): Record<string, string>;
  onDidChange(listener: () => void): void;
}

const storedSchema = z.discriminatedUnion('protection', [
  z.object({ protection: z.literal('key-store'), data: z.base64() }),
  z.object({ protection: z.literal('none'), account: geminiAccountSchema }),
]);

export interface CredentialsOptions {
  file: string;
  keyStore: KeyStore;
  /** The app's own environment: a key set there is used when none is stored. */
  environment: NodeJS.ProcessEnv;
  /** Told each secret, so that no log ever prints it. */
  registerSecret: (secret: string) => void;
}

/** Reads the stored account, if any. A file that can't be decrypted (another user, a new machine) is left as it is and counts as none. */
export function createCredentials({ file, keyStore, environment, registerSecret }: CredentialsOptions): Credentials {
  const listeners = new Set<() => void>();
  let stored: { account: GeminiAccount; source: 'key-store' | 'unprotected-file' | 'memory' } | null = null;

  const load = () => {
    if (!existsSync(file)) return;
    try {
      const parsed = storedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      stored =
        parsed.protection === 'none'
          ? { account: parsed.account, source: 'unprotected-file' }
          : { account: geminiAccountSchema.parse(JSON.parse(keyStore.decrypt(Buffer.from(parsed.data, 'base64')))), source: 'key-store' };
    } catch {
      // Unreadable credentials can only be entered anew: the window shows the account card, saving replaces the file.
      stored = null;
    }
  };

  const write = (content: z.infer<typeof storedSchema>) => {
    const temporary = `${file}.new`;
    writeFileSync(temporary, JSON.stringify(content), { mode: 0o600 });
    // `mode` has no effect on a file left over from an earlier try.
    chmodSync(temporary, 0o600);
    renameSync(temporary, file);
  };

  const current = () => {
    if (stored !== null) return stored;
    const account = accountFromEnvironment(environment);
    return account === null ? null : { account, source: 'environment' as const };
  };

  const changed = () => {
    const key = current()?.account.key;
    if (key !== undefined) registerSecret(key);
    for (const listener of listeners) listener();
  };

  load();
  changed();

  return {
    status() {
      const used = current();
      const account = used?.account;
      return {
        method: account?.method ?? 'api-key',
        source: used?.source ?? 'none',
        keyHint: account?.key?.slice(-4) ?? null,
        baseUrl: account?.method === 'api-key' ? (account.baseUrl ?? null) : null,
        vertexProject: account?.method === 'vertex-ai' ? account.project : null,
        vertexLocation: account?.method === 'vertex-ai' ? account.location : null,
        keyStoreAvailable: keyStore.isAvailable(),
      };
    },

    save(account, keepWithoutKeyStore) {
      const complete = withKeptKey(account, current()?.account ?? null);
      if (keyStore.isAvailable()) {
        write({ protection: 'key-store', data: keyStore.encrypt(JSON.stringify(complete)).toString('base64') });
        stored = { account: complete, source: 'key-store' };
      } else if (keepWithoutKeyStore === 'file') {
        write({ protection: 'none', account: complete });
        stored = { account: complete, source: 'unprotected-file' };
      } else if (keepWithoutKeyStore === 'memory') {
        rmSync(file, { force: true });
        stored = { account: complete, source: 'memory' };
      } else {
        throw new AppError({
          code: 'conflict',
          message: 'This system offers no key store. Choose whether the key is kept in a file only you can read, or until you quit.',
        });
      }
      changed();
    },

    remove() {
      rmSync(file, { force: true });
      stored = null;
      changed();
    },

    account: () => current()?.account ?? null,
    bridgeEnvironment: () => environmentForAccount(current()?.account ?? null, environment),
    onDidChange: (listener) => void listeners.add(listener),
  };
}

/** The window never sees the key, so a change of the base URL alone comes without one: the key in use stays. */
export function withKeptKey(account: GeminiAccount, previous: GeminiAccount | null): GeminiAccount {
  if (account.key !== undefined) return account;
  if (previous?.key !== undefined && previous.method === account.method) return { ...account, key: previous.key };
  if (account.method === 'vertex-ai') return account;
  throw new AppError({ code: 'auth', message: 'Enter an API key.' });
}

function accountFromEnvironment(environment: NodeJS.ProcessEnv): GeminiAccount | null {
  if (environment.GOOGLE_GENAI_USE_VERTEXAI === 'true' && environment.GOOGLE_CLOUD_PROJECT && environment.GOOGLE_CLOUD_LOCATION) {
    return {
      method: 'vertex-ai',
      project: environment.GOOGLE_CLOUD_PROJECT,
      location: environment.GOOGLE_CLOUD_LOCATION,
      ...(environment.GOOGLE_API_KEY && { key: environment.GOOGLE_API_KEY }),
    };
  }
  if (!environment.GEMINI_API_KEY) return null;
  return {
    method: 'api-key',
    key: environment.GEMINI_API_KEY,
    ...(environment.GOOGLE_GEMINI_BASE_URL && { baseUrl: environment.GOOGLE_GEMINI_BASE_URL }),
  };
}

/** The variables the Gemini SDK reads. */
function environmentForAccount(account: GeminiAccount | null, environment: NodeJS.ProcessEnv): Record<string, string> {
  if (account === null) return {};
  if (account.method === 'vertex-ai') {
    return {
      GOOGLE_GENAI_USE_VERTEXAI: 'true',
      GOOGLE_CLOUD_PROJECT: account.project,
      GOOGLE_CLOUD_LOCATION: account.location,
      ...(account.key !== undefined && { GOOGLE_API_KEY: account.key }),
      // Without a key Google's own library looks here for a service account.
      ...(environment.GOOGLE_APPLICATION_CREDENTIALS && { GOOGLE_APPLICATION_CREDENTIALS: environment.GOOGLE_APPLICATION_CREDENTIALS }),
      ...(environment.GOOGLE_VERTEX_BASE_URL && { GOOGLE_VERTEX_BASE_URL: environment.GOOGLE_VERTEX_BASE_URL }),
    };
  }
  return {
    ...(account.key !== undefined && { GEMINI_API_KEY: account.key }),
    ...(account.baseUrl !== undefined && { GOOGLE_GEMINI_BASE_URL: account.baseUrl }),
  };
}
