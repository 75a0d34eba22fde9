import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DoctorSources } from '#electron/doctor/doctor-sources.ts';
import { reportText } from '#electron/doctor/report-text.ts';
import { runDoctor } from '#electron/doctor/run-doctor.ts';
import { describeSpace } from '#electron/doctor/storage-checks.ts';
import { isHealthy } from '#protocol/doctor.ts';
import { AppError } from '#protocol/errors.ts';
import type { NetworkState } from '#protocol/network.ts';

const KEY = 'AIzaSyTest-0123456789';
let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'doctor-'));
});
afterEach(() => rmSync(dataFolder, { recursive: true }));

const sources = (change: Partial<DoctorSources> = {}): DoctorSources => ({
  appVersion: '1.0.0',
  platform: 'linux',
  versions: { electron: '42.0.0', node: '24.15.0', chrome: '140' },
  environment: {},
  dataFolder,
  account: () => ({ method: 'api-key', key: KEY }),
  testAccount: async () => ({ ok: true, modelCount: 5 }),
  network: () => ({ proxy: null, from: 'system', extraCertificates: 0, loginName: null, keepsLogin: true, problems: [] }),
  hasKeyStore: () => true,
  isTrayShown: async () => true,
  findPython: async () => ({ command: 'python3', version: '3.11.2' }),
  gitVersion: async () => 'git version 2.39.5\n',
  ...change,
});

test('a computer with everything is healthy, and nothing is left in its data folder', async () => {
  const report = await runDoctor(sources());
  expect(report.checks.filter(({ status, id }) => status !== 'ok' && id !== 'disk-space')).toEqual([]);
  expect(report.checks).toHaveLength(10);
  expect(readdirSync(dataFolder)).toEqual([]);
  expect(reportText(report)).toContain('2.39.5');
  expect(JSON.stringify(report)).not.toContain(KEY);
});

test('what is missing is told with a reason and what helps; one check that breaks costs its own line', async () => {
  const missing = () => Promise.reject(new Error('no such thing'));
  const report = await runDoctor(
    sources({
      account: () => null,
      hasKeyStore: () => false,
      isTrayShown: async () => false,
      findPython: () => Promise.reject(new AppError({ code: 'start-failed', message: 'none', details: 'python3 is 3.7.3' })),
      gitVersion: missing,
      network: () => {
        throw new Error('no such thing');
      },
    }),
  );
  const of = (id: string) => report.checks.find((check) => check.id === id);
  expect(of('python')).toMatchObject({
    status: 'warning',
    reason: expect.stringContaining('3.7.3'),
    fix: { command: 'sudo apt install python3' },
  });
  expect(of('git')).toMatchObject({ status: 'warning', fix: { command: 'sudo apt install git' } });
  expect(of('account')).toMatchObject({ status: 'warning', fix: { settings: 'account' } });
  expect(of('api')).toMatchObject({ status: 'ok', result: expect.stringContaining('no key') });
  expect(of('proxy')).toMatchObject({ status: 'warning', reason: 'no such thing' });
  expect(of('key-store')?.status).toBe('warning');
  expect(isHealthy(report)).toBe(true);
  const text = reportText(report);
  expect(text).toContain('sudo apt install git');
  expect(text).toContain('Works, with the limits above.');
});

test('an API that can’t be reached, a folder that can’t be written and a full disk are failures', async () => {
  const error = { code: 'network' as const, message: 'The Gemini API could not be reached.' };
  const report = await runDoctor(sources({ testAccount: async () => ({ ok: false, error }), dataFolder: join(dataFolder, 'not-there') }));
  const failed = report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
  expect(failed).toEqual(['api', 'data-folder']);
  expect(isHealthy(report)).toBe(false);
  expect(reportText(report)).toContain('FAILED');
  expect([5e9, 5e8, 5e7].map((free) => describeSpace(free).status)).toEqual(['ok', 'warning', 'failed']);
});

test('the proxy in use is told with where it comes from, and what is wrong with it', async () => {
  const proxyLine = async (state: NetworkState) =>
    (await runDoctor(sources({ network: () => state }))).checks.find(({ id }) => id === 'proxy');
  expect(
    await proxyLine({
      proxy: 'http://proxy:3128',
      from: 'environment',
      extraCertificates: 2,
      loginName: null,
      keepsLogin: true,
      problems: [],
    }),
  ).toMatchObject({
    status: 'ok',
    result: 'http://proxy:3128, from environment variables; 2 certificates of your own',
  });
  expect(
    await proxyLine({
      proxy: null,
      from: 'settings',
      extraCertificates: 0,
      loginName: null,
      keepsLogin: true,
      problems: ['/ca.pem is not there.'],
    }),
  ).toMatchObject({
    status: 'warning',
    reason: '/ca.pem is not there.',
    fix: { settings: 'network' },
  });
});
