/** The MCP server through the official client: tools, answers, wrong calls, budgets, progress and cancellation. */
import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { INTERMAP_TOOLS } from '#protocol/intermap-tools.ts';
import { type StartedServer, startServer, textOf } from './mcp-client.ts';

/** One server for the tests that only ask it: starting one, and its Python, takes a second or more. */
let server: StartedServer;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  server = await startServer({ atEnd: (work) => closing.push(work) });
});
afterAll(async () => {
  for (const close of closing) await close();
});

/** Arguments for each tool, and words that its answer must have. */
const CALLS: Readonly<Record<string, { args?: Record<string, unknown>; says: string }>> = {
  code_repo_map: { says: 'def total(items)' },
  code_structure: { says: '"shop/orders.py"' },
  code_extract: { args: { file: 'shop/orders.py' }, says: 'shop.orders.Order.receipt' },
  code_symbols: { args: { query: 'tot' }, says: 'shop.prices.total' },
  code_definition: { args: { name: 'Order' }, says: '"line":5' },
  code_references: { args: { name: 'total' }, says: '"kind":"call"' },
  code_call_graph: { args: { name: 'total', direction: 'callers' }, says: 'shop.orders.Order.amount' },
  code_impact: { args: { name: 'price' }, says: 'python -m pytest tests/test_prices.py' },
  code_change_impact: { args: { files: ['shop/prices.py'] }, says: 'tests/test_prices.py' },
  code_dead_code: { says: 'old_discount' },
  code_architecture: { says: '"layers"' },
  code_reference_edges: { says: '"from":"shop/cli.py"' },
  code_detect_patterns: { says: '"patterns"' },
  code_live_changes: { says: '"files":[]' },
  code_cross_project_deps: { says: '"projects"' },
  code_diagnostics: { says: '"diagnostics":[]' },
};

test('every tool of the catalogue is offered, described, and marked as one that only reads', async () => {
  const { client } = server;
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(INTERMAP_TOOLS.map(({ name }) => name));
  for (const tool of tools) {
    expect(tool.annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false, openWorldHint: false });
    expect(tool.title).toBeTruthy();
    expect(tool.description?.length).toBeGreaterThan(40);
    expect(tool.inputSchema.properties).toHaveProperty('project');
  }
  expect(client.getInstructions()).toContain('code_repo_map');
  expect(client.getServerVersion()).toMatchObject({ name: 'intermap', title: 'Code map' });
});

describe('each tool answers, in words and as data of the promised shape', () => {
  test.each(INTERMAP_TOOLS.map(({ name }) => name))('%s', async (name) => {
    // From here on the client holds each answer against the tool's output schema.
    await server.client.listTools();
    const result = await server.call(name, CALLS[name]?.args);
    expect(result.isError ?? false, textOf(result)).toBe(false);
    expect(textOf(result)).toContain(CALLS[name]?.says);
    expect(result.structuredContent).toBeTypeOf('object');
  });
});

describe('the project', () => {
  test('is the one of --project where a call names none, and any other that a call names', async () => {
    const { project } = await startServer();
    const server = await startServer({ cwd: '/', args: ['--project', project] });
    expect(textOf(await server.call('code_symbols', { query: 'total' }))).toContain('shop.prices.total');
    expect(textOf(await server.call('code_symbols', { query: 'total', project: path.join(project, 'tests') }))).not.toContain(
      'shop.prices',
    );
  });

  test('has to be named where the server was started in nobody’s project', async () => {
    const server = await startServer({ cwd: homedir() });
    const { tools } = await server.client.listTools();
    expect(tools.every(({ inputSchema }) => inputSchema.required?.includes('project'))).toBe(true);
    const refused = await server.call('code_architecture');
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toContain('Say which project');
    expect((await server.call('code_architecture', { project: server.project })).isError ?? false).toBe(false);
  });

  test('that is not there is said in words', async () => {
    const result = await server.call('code_structure', { project: '/no/such/folder' });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain('absolute path of an existing folder');
  });
});

describe('a wrong call is answered with what is wrong, and the next one works', () => {
  test.each([
    ['no_such_tool', {}, 'There is no tool named no_such_tool'],
    ['code_symbols', { query: 'x', limit: 0 }, 'limit'],
    ['code_symbols', { query: 7 }, 'query'],
    ['code_symbols', { quary: 'x' }, 'has no argument "quary". It takes: query'],
    ['code_extract', {}, 'file'],
    ['code_extract', { file: '../../etc/passwd' }, 'leads out of the project'],
    ['code_impact', { name: 'nothing_such' }, 'code_symbols'],
    ['code_architecture', { project: 7 }, 'absolute path'],
  ])('%s %j', async (name, args, words) => {
    const result = await server.call(name, args);
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain(words);
    expect((await server.call('code_symbols', { query: 'total' })).isError ?? false).toBe(false);
  });
});

describe('an answer never floods the model:', () => {
  test('a page that is too long comes shorter, and the next one goes on from there', async () => {
    const server = await startServer({ args: ['--max-output-chars', '2000'] });
    for (let index = 0; index < 5; index++) {
      writeFileSync(
        path.join(server.project, `many_${index}.py`),
        Array.from({ length: 20 }, (_, at) => `def f_${index}_${at}():\n    pass\n`).join('\n\n'),
      );
    }
    const first = await server.call('code_symbols', { query: 'f_', limit: 100 });
    expect(JSON.stringify(first.structuredContent).length).toBeLessThanOrEqual(2000);
    const page = first.structuredContent as { symbols: { name: string }[]; truncated: boolean; next_cursor: string };
    expect(page.truncated).toBe(true);
    expect(textOf(first)).toContain('Shortened to');
    const second = (await server.call('code_symbols', { query: 'f_', cursor: page.next_cursor, limit: 5 }))
      .structuredContent as typeof page;
    const names = [...page.symbols, ...second.symbols].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('what has no pages loses the end of its lists, and says so', async () => {
    const server = await startServer({ args: ['--max-output-chars', '2000'] });
    writeFileSync(
      path.join(server.project, 'long.py'),
      Array.from({ length: 200 }, (_, at) => `def f_${at}():\n    return f_${at}()\n`).join('\n\n'),
    );
    const result = await server.call('code_extract', { file: 'long.py' });
    expect(JSON.stringify(result.structuredContent).length).toBeLessThanOrEqual(2000);
    expect(result.structuredContent).toMatchObject({ truncated: true });
    expect(textOf(result)).toMatch(/Left out to fit: \d+ of "/);
  });
});

test('a client that asks for progress hears of the first index, in a growing number', async () => {
  const server = await startServer();
  writeManyModules(server.project, 150);
  const heard: { progress: number; message?: string | undefined }[] = [];
  await server.client.callTool({ name: 'code_architecture', arguments: {} }, undefined, { onprogress: (progress) => heard.push(progress) });
  expect(heard.length).toBeGreaterThan(1);
  expect(heard.map(({ progress }) => progress)).toEqual([...heard.map(({ progress }) => progress)].sort((a, b) => a - b));
  expect(heard[0]?.message).toMatch(/^Reading files: \d+ of \d+$/);
});

test('a cancelled call ends, and the same server answers the next', async () => {
  const server = await startServer();
  writeManyModules(server.project, 250);
  const stop = new AbortController();
  const cancelled = server.client.callTool({ name: 'code_dead_code', arguments: {} }, undefined, {
    signal: stop.signal,
    onprogress: () => stop.abort('enough'),
  });
  await expect(cancelled).rejects.toThrow(/enough/);
  expect(textOf(await server.call('code_symbols', { query: 'old_discount' }))).toContain('shop.prices.old_discount');
});

test('nothing but the protocol is on stdout, and nothing on stderr when all is well', async () => {
  const server = await startServer();
  const problems: Error[] = [];
  server.client.onerror = (error) => problems.push(error);
  await server.call('code_repo_map');
  expect(problems).toEqual([]);
  expect(server.stderr()).toBe('');
});

function writeManyModules(project: string, count: number): void {
  for (let index = 0; index < count; index++) {
    writeFileSync(path.join(project, `module_${index}.py`), `def f_${index}():\n    return f_${index}\n`.repeat(20));
  }
}
