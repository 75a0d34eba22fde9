import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileInProject } from '#electron/desktop/project-file.ts';

let base: string;
let project: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'project-file-')));
  project = join(base, 'project');
  mkdirSync(join(project, 'src'), { recursive: true });
  writeFileSync(join(project, 'src', 'a.ts'), '');
  writeFileSync(join(base, 'secret.txt'), '');
  mkdirSync(join(base, 'project-beside'));
  writeFileSync(join(base, 'project-beside', 'b.ts'), '');
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

describe('a file of the project', () => {
  test('is found by its path in the project', () => {
    expect(fileInProject(project, 'src/a.ts')).toBe(join(project, 'src', 'a.ts'));
  });

  test('is found where the project itself is reached by a link', () => {
    symlinkSync(project, join(base, 'link'));
    expect(fileInProject(join(base, 'link'), 'src/a.ts')).toBe(join(project, 'src', 'a.ts'));
  });

  test.each(['../secret.txt', '../project-beside/b.ts', 'src/../../secret.txt', '.'])('%s is refused', (file) => {
    expect(() => fileInProject(project, file)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  test('an absolute path outside is refused', () => {
    expect(() => fileInProject(project, join(base, 'secret.txt'))).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  test('a link that leads out of the project is refused', () => {
    symlinkSync(join(base, 'secret.txt'), join(project, 'src', 'harmless.ts'));
    expect(() => fileInProject(project, 'src/harmless.ts')).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  test('one that is gone is said to be gone', () => {
    expect(() => fileInProject(project, 'src/gone.ts')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});
