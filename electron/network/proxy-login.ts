/**
 * Name and password for the proxy of the settings: encrypted by the OS key store in a file of their own; where there is none they are kept
 * in memory until the app quits. They belong to one address: a proxy of another one, which a settings file from elsewhere may bring, never gets them.
 */
import { rmSync } from 'node:fs';
import { z } from 'zod';
import { type ProxyLogin, proxyLoginSchema } from '#protocol/network.ts';
import type { KeyStore } from '../desktop/credentials.ts';
import { readSealedFile, writeSealedFile } from '../desktop/sealed-file.ts';
import { shownProxy } from './proxy-choice.ts';

export interface ProxyLogins {
  /** The login for the proxy at this address; null without one, and for any other address. */
  for(proxyUrl: string): ProxyLogin | null;
  /** Replaces the one there was; null takes it away. */
  set(proxyUrl: string, login: ProxyLogin | null): void;
  /** Whether it outlives the app. */
  isKept(): boolean;
}

export interface ProxyLoginOptions {
  file: string;
  keyStore: KeyStore;
  /** Told each secret, so that no log ever prints it. */
  registerSecret: (secret: string) => void;
}

const storedSchema = z.object({ address: z.string(), login: proxyLoginSchema });
type Stored = z.infer<typeof storedSchema>;

export function createProxyLogins({ file, keyStore, registerSecret }: ProxyLoginOptions): ProxyLogins {
  let stored: Stored | null = readSealedFile(file, keyStore, storedSchema) ?? null;
  const register = () => {
    if (stored === null) return;
    const { name, password } = stored.login;
    registerSecret(password);
    // As it goes to the proxy.
    registerSecret(Buffer.from(`${name}:${password}`).toString('base64'));
  };
  register();
  return {
    for: (proxyUrl) => (stored?.address === shownProxy(proxyUrl) ? stored.login : null),
    set(proxyUrl, login) {
      stored = login === null ? null : { address: shownProxy(proxyUrl), login };
      register();
      if (stored === null || !keyStore.isAvailable()) rmSync(file, { force: true });
      else writeSealedFile(file, keyStore, stored);
    },
    isKept: () => keyStore.isAvailable(),
  };
}
