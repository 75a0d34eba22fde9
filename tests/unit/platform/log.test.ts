import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLog, type LogLevel } from '#platform/log.ts';
import { createLogFile } from '#platform/log-file.ts';
import { AppError } from '#protocol/errors.ts';

function makeLog(level: LogLevel = 'info') {
  const lines: Record<string, unknown>[] = [];
  const state = { level };
  const log = createLog({
    level: () => state.level,
    write(line) {
      expect(line.endsWith('\n')).toBe(true);
      lines.push(JSON.parse(line));
    },
  });
  return { log, lines, state };
}

describe('a line', () => {
  test('has time, level, message and the fields of all parents', () => {
    const { log, lines } = makeLog();
    log.child({ scope: 'bridge' }).child({ correlationId: 'c1' }).warn('exited', { code: 3 });
    expect(lines).toEqual([
      { time: expect.stringMatching(/^\d{4}-.*Z$/), level: 'warn', message: 'exited', scope: 'bridge', correlationId: 'c1', code: 3 },
    ]);
  });

  test('is kept from its level on, and the level may change while it runs', () => {
    const { log, lines, state } = makeLog('warn');
    log.info('no');
    state.level = 'debug';
    log.debug('yes');
    expect(lines.map((line) => line.message)).toEqual(['yes']);
  });

  test('shows an error with its code and its cause', () => {
    const { log, lines } = makeLog();
    log.error('failed', { error: new AppError({ code: 'exited', message: 'gone', details: 'why' }, { cause: new Error('root') }) });
    expect(lines[0]?.error).toMatchObject({
      name: 'AppError',
      message: 'gone',
      code: 'exited',
      details: 'why',
      cause: { message: 'root' },
    });
  });

  test('loses secrets by name and by form', () => {
    const { log, lines } = makeLog();
    log.info('configured', { apiKey: 'hunter2', nested: { text: `Bearer ${'x'.repeat(20)}` } });
    expect(lines[0]).toMatchObject({ apiKey: '[removed]', nested: { text: 'Bearer [removed]' } });
  });

  test('survives values that JSON cannot hold, and cuts those that are too long', () => {
    const { log, lines } = makeLog();
    const circular: { self?: unknown } = {};
    circular.self = circular;
    log.info('odd', { circular });
    log.info('big', { big: 1n, text: 'x'.repeat(100_000) });
    log.info('many', { list: Array.from({ length: 100 }, () => 'x'.repeat(1000)) });
    expect(lines.map((line) => line.message)).toEqual(['odd', 'big', 'many']);
    expect(JSON.stringify(lines[1]).length).toBeLessThan(5000);
    expect(JSON.stringify(lines[2]).length).toBeLessThan(40_000);
  });
});

describe('a log file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'log-file-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('gets warnings at once and the rest with the next turn or on close', () => {
    const file = createLogFile({ path: join(folder, 'logs', 'app.log') });
    file.write('first\n', 'info');
    file.write('second\n', 'warn');
    expect(readFileSync(file.path, 'utf8')).toBe('first\nsecond\n');
    file.write('third\n', 'info');
    file.close();
    file.write('after the end\n', 'error');
    expect(readFileSync(file.path, 'utf8')).toBe('first\nsecond\nthird\n');
  });

  test('is rotated by size, and the oldest goes', () => {
    const file = createLogFile({ path: join(folder, 'app.log'), maxBytes: 100, maxFiles: 3 });
    for (let number = 0; number < 20; number += 1) file.write(`${String(number).padStart(49, ' ')}\n`, 'error');
    file.close();
    expect(readdirSync(folder).sort()).toEqual(['app.log', 'app.log.1', 'app.log.2']);
    const numbers = ['app.log.2', 'app.log.1', 'app.log'].flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split(/\s+/));
    expect(numbers).toEqual(['14', '15', '16', '17', '18', '19']);
  });

  test('goes on where an earlier run ended', () => {
    writeFileSync(join(folder, 'app.log'), 'old\n');
    const file = createLogFile({ path: join(folder, 'app.log') });
    file.write('new\n', 'error');
    file.close();
    expect(readFileSync(file.path, 'utf8')).toBe('old\nnew\n');
  });

  test.runIf(process.platform !== 'win32')('is for the person only', () => {
    const file = createLogFile({ path: join(folder, 'app.log') });
    file.write('x\n', 'error');
    file.close();
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
  });

  test('that cannot be written takes nobody down and says later what was lost', () => {
    const blocker = join(folder, 'logs');
    writeFileSync(blocker, 'a file where the folder should be');
    const file = createLogFile({ path: join(blocker, 'app.log') });
    file.write('lost\n', 'error');
    expect(existsSync(file.path)).toBe(false);
    rmSync(blocker);
    file.write('kept\n', 'error');
    file.close();
    expect(readFileSync(file.path, 'utf8')).toMatch(/"message":"log lines were lost","lostLines":1\}\nkept\n$/);
  });
});
