/** What the doctor looks at; the app and its command line give the real things, tests their own. */
import type { CredentialTest, GeminiAccount } from '#protocol/ipc.ts';

export interface DoctorSources {
  appVersion: string;
  platform: NodeJS.Platform;
  versions: Record<string, string | undefined>;
  environment: NodeJS.ProcessEnv;
  dataFolder: string;
  account: () => GeminiAccount | null;
  testAccount: (account: GeminiAccount) => Promise<CredentialTest>;
  /** What the system's settings say for an address, in the words of a PAC file: `DIRECT` or `PROXY host:port`. */
  resolveProxy: (url: string) => Promise<string>;
  hasKeyStore: () => boolean;
  isTrayShown: () => Promise<boolean>;
  findPython: () => Promise<{ command: string; version: string }>;
  /** What `git --version` prints; rejects where there is none. */
  gitVersion: () => Promise<string>;
}
