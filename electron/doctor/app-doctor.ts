/** The doctor with the app's own sources. */
import { app } from 'electron';
import { readCommandOutput } from '#platform/command-output.ts';
import { findPython } from '#platform/find-python.ts';
import type { DoctorReport } from '#protocol/doctor.ts';
import type { AppPaths } from '../app-paths.ts';
import { testAccount } from '../desktop/credential-test.ts';
import type { Credentials } from '../desktop/credentials.ts';
import { osKeyStore } from '../desktop/os-key-store.ts';
import { isTrayShown } from '../desktop/tray-availability.ts';
import type { Network } from '../network/network.ts';
import { runDoctor } from './run-doctor.ts';

export interface AppDoctorOptions {
  paths: AppPaths;
  credentials: Credentials;
  network: Network;
  /** The person's choice of Python; undefined: look for one. */
  python: () => string | undefined;
}

export function appDoctor({ paths, credentials, network, python }: AppDoctorOptions): () => Promise<DoctorReport> {
  return () =>
    runDoctor({
      appVersion: app.getVersion(),
      platform: process.platform,
      versions: process.versions,
      environment: process.env,
      dataFolder: paths.dataFolder,
      account: () => credentials.account(),
      testAccount: (account) => testAccount(account, globalThis.fetch),
      network: () => network.state(),
      hasKeyStore: () => osKeyStore.isAvailable(),
      isTrayShown: () => isTrayShown(),
      findPython: () => findPython(python()),
      gitVersion: () => readCommandOutput('git', ['--version']),
    });
}
