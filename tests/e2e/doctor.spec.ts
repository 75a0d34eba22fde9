/** The doctor on the command line: a report and an exit code, also where there is no display, and no window or data in any case. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doctorReportSchema } from '#protocol/doctor.ts';
import { expect, test } from '#tests/support/app/app-window.ts';

const ROOT = join(import.meta.dirname, '..', '..');

test('--doctor prints a report and ends with 0 or 1, without a display and without touching data', async ({ api }) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'agent-manager-doctor-'));
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ELECTRON_RUN_AS_NODE: _node, ...environment } = process.env;
  /** Not waited for synchronously: the API server of the test answers from this process. */
  const doctor = (args: string[], baseUrl: string) =>
    new Promise<{ status: number | null; stdout: string }>((resolve) => {
      const child = spawn(process.execPath, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ROOT, '--doctor', ...args], {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...environment, AGENT_MANAGER_DATA_DIR: dataFolder, GEMINI_API_KEY: 'test-key-1234', GOOGLE_GEMINI_BASE_URL: baseUrl },
      });
      let stdout = '';
      child.stdout.on('data', (chunk: Buffer) => {
        stdout += chunk.toString('utf8');
      });
      child.once('close', (status) => resolve({ status, stdout }));
    });
  try {
    const unreachable = await doctor([], 'http://127.0.0.1:9');
    expect(unreachable.status).toBe(1);
    expect(unreachable.stdout).toMatch(/Gemini API\s+FAILED/);
    expect(unreachable.stdout).toMatch(/Data folder\s+ok/);
    expect(existsSync(join(dataFolder, 'conversations.db'))).toBe(false);
    expect(readdirSync(dataFolder).filter((name) => name.startsWith('doctor-'))).toEqual([]);

    const { status, stdout } = await doctor(['--json'], api.baseUrl);
    expect(status).toBe(0);
    const report = doctorReportSchema.parse(JSON.parse(stdout));
    expect(report.checks.find(({ id }) => id === 'api')).toMatchObject({ status: 'ok', result: 'Reached, 5 models' });
    expect(stdout).not.toContain('test-key-1234');
  } finally {
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
});
