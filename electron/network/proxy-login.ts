/**
 * Name and password for the proxy of the settings: encrypted by the OS key store in a file of their own; where there is none they are kept
 * in memory until the app quits. They belong to one address: a proxy of another one, which a settings file from elsewhere may bring, never gets them.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { type ProxyLogin, proxyLoginSchema } from '#protocol/network.ts';
import type { KeyStore } from '../desktop/credentials.ts';
import { writeFileAtomically } from '../store/atomic-file.ts';
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

const fileSchema = z.object({ protection: z.literal('key-store'), data: z.base64() });
const storedSchema = z.object({ address: z.string(), login: proxyLoginSchema });
type Stored = z.infer<typeof storedSchema>;

export function createProxyLogins({ file, keyStore, registerSecret }: ProxyLoginOptions): ProxyLogins {
  let stored = load(file, keyStore);
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
      else
        writeFileAtomically(
          file,
          JSON.stringify({ protection: 'key-store', data: keyStore.encrypt(JSON.stringify(stored)).toString('base64') }),
        );
    },
    isKept: () => keyStore.isAvailable(),
  };
}

function load(file: string, keyStore: KeyStore): Stored | null {
  if (!existsSync(file)) return null;
  try {
    const { data } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return storedSchema.parse(JSON.parse(keyStore.decrypt(Buffer.from(data, 'base64'))));
  } catch {
    // Another user's or another machine's: the settings show that there is none, and it is entered anew.
    return null;
  }
}
