/** What the doctor looks at; the app and its command line give the real things, tests their own. */
import type { CredentialTest, GeminiAccount } from '#protocol/ipc.ts';
import type { NetworkState } from '#protocol/network.ts';

export interface DoctorSources {
  appVersion: string;
  platform: NodeJS.Platform;
  versions: Record<string, string | undefined>;
  environment: NodeJS.ProcessEnv;
  dataFolder: string;
  account: () => GeminiAccount | null;
  testAccount: (account: GeminiAccount) => Promise<CredentialTest>;
  /** Which proxy and certificates are in use. */
  network: () => NetworkState;
  hasKeyStore: () => boolean;
  isTrayShown: () => Promise<boolean>;
  findPython: () => Promise<{ command: string; version: string }>;
  /** What `git --version` prints; rejects where there is none. */
  gitVersion: () => Promise<string>;
}
