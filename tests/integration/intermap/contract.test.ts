/** What the real sidecar answers is what protocol/intermap.ts says, for every command; docs/intermap-protocol.md lists them all. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { INTERMAP_COMMAND_NAMES, INTERMAP_COMMANDS, type IntermapCommand } from '#protocol/intermap.ts';
import { INTERMAP_ERROR_TYPES } from '#protocol/intermap-frames.ts';

const run = promisify(execFile);
const packageFolder = join(import.meta.dirname, '../../../python');
const python = process.platform === 'win32' ? 'python' : 'python3';

const PROJECT = {
  'pyproject.toml': '[project]\nname = "app"\n',
  'app/core.py':
    '"""Core."""\nimport functools\n\n@functools.lru_cache\ndef f(a, b=1):\n    """Adds."""\n    return len([a, b])\n\ndef unused():\n    f(1)\n',
  'app/a.py': 'from app import b\nfrom app.core import f\n\nclass K:\n    def run(self):\n        return f(2)\n',
  'app/b.py': 'from app import a\n',
  'tests/test_a.py': 'import unittest\nfrom app.a import K\n\nclass T(unittest.TestCase):\n    def test_run(self):\n        K().run()\n',
  'broken.py': 'def (:\n',
  'main.c': 'int main(void) { return 0; }\n',
};

/** Arguments that make a command say as much as it can. */
const ARGS: Partial<Record<IntermapCommand, object>> = {
  extract: { file: 'app/core.py' },
  symbols: { query: 'f' },
  definition: { name: 'f' },
  references: { name: 'f' },
  call_graph: { external: true },
  impact: { name: 'f' },
  resolve_project: { path: 'app/core.py' },
  repo_map: { files: ['app/a.py'], mentions: ['f'] },
};

let folder: string;
let project: string;

async function ask(command: string, args: object): Promise<Record<string, unknown>> {
  const options = {
    cwd: folder,
    env: { ...process.env, PYTHONPATH: packageFolder, INTERMAP_CACHE_DIR: join(folder, 'cache') },
    maxBuffer: 64 * 1024 * 1024,
  };
  const given = ['-m', 'intermap', '--command', command, '--project', project, '--args', JSON.stringify(args)];
  const { stdout } = await run(python, given, options).catch((error: { stdout: string }) => error);
  return JSON.parse(stdout);
}

/** The schema without tolerance: a field of the answer that it does not name is an error. */
function strict(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    return z.strictObject(Object.fromEntries(Object.entries(schema.shape).map(([key, value]) => [key, strict(value as z.ZodType)])));
  }
  if (schema instanceof z.ZodArray) return z.array(strict(schema.element as z.ZodType));
  if (schema instanceof z.ZodOptional) return strict(schema.unwrap() as z.ZodType).optional();
  if (schema instanceof z.ZodNullable) return strict(schema.unwrap() as z.ZodType).nullable();
  return schema;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'intermap-contract-'));
  project = join(folder, 'project');
  for (const [path, text] of Object.entries(PROJECT)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  const git = (...args: string[]) => run('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], { cwd: project });
  await git('init', '-q');
  await git('add', '-A');
  await git('commit', '-q', '-m', 'start');
  await writeFile(join(project, 'app/core.py'), PROJECT['app/core.py'].replace('len([a, b])', 'len([b, a])'));
  await writeFile(join(project, 'app/new.py'), 'x = 1\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the contract', () => {
  test.each(INTERMAP_COMMAND_NAMES)('%s answers exactly what its schema says', async (command) => {
    const args = ARGS[command] ?? {};
    expect(strict(INTERMAP_COMMANDS[command].args).safeParse(args).error).toBeUndefined();
    const result = await ask(command, args);
    expect(strict(INTERMAP_COMMANDS[command].result).safeParse(result).error).toBeUndefined();
  });

  test('both sides know the same commands and arguments', async () => {
    const env = { ...process.env, PYTHONPATH: packageFolder };
    const { stdout } = await run(python, ['-m', 'intermap', '--list-commands', '--json'], { env });
    const listed = JSON.parse(stdout) as { name: string; args: { name: string; required: boolean }[] }[];
    expect(listed.map(({ name }) => name).sort()).toEqual([...INTERMAP_COMMAND_NAMES].sort());
    for (const { name, args } of listed) {
      const { shape } = INTERMAP_COMMANDS[name as IntermapCommand].args as z.ZodObject;
      expect([name, Object.keys(shape).sort()]).toEqual([name, args.map((arg) => arg.name).sort()]);
    }
  });

  test('errors have one of the types that are listed', async () => {
    for (const [command, args] of [
      ['extract', { file: '../x' }],
      ['extract', {}],
      ['extract', { file: 'none.py' }],
      ['nope', {}],
      ['change_impact', { git_base: '--output=F' }],
    ] as const) {
      const { error } = (await ask(command, args)) as { error: { type: string } };
      expect(INTERMAP_ERROR_TYPES).toContain(error.type);
    }
  });

  test('the protocol page names every command and error type', async () => {
    const page = await readFile(join(packageFolder, '../docs/intermap-protocol.md'), 'utf8');
    for (const name of [...INTERMAP_COMMAND_NAMES, ...INTERMAP_ERROR_TYPES]) expect(page).toContain(`\`${name}\``);
  });
});
