import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from '../../../../bridge/gemini/build.mjs';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const outDir = mkdtempSync(path.join(tmpdir(), 'bundle-'));
let metafile: Awaited<ReturnType<typeof build>>['metafile'];

beforeAll(async () => {
  ({ metafile } = await build({ outDir, root }));
});

afterAll(() => rmSync(outDir, { recursive: true, force: true }));

/** Packages that are read when the bridge starts: what the entry reaches without an import on demand. */
function startupPackages(): Set<string> {
  const outputs = new Map(Object.entries(metafile.outputs));
  const main = [...outputs].find(([, output]) => output.entryPoint === 'bridge/gemini/main.ts')?.[0];
  const agent = [...outputs].find(([, output]) => output.entryPoint === 'bridge/gemini/agent.ts')?.[0];
  const reached = new Set<string>();
  const open = [main, agent].filter((file) => file !== undefined);
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    open.push(...(outputs.get(file)?.imports ?? []).filter((entry) => entry.kind === 'import-statement').map((entry) => entry.path));
  }
  const inputs = [...reached].flatMap((file) => Object.keys(outputs.get(file)?.inputs ?? {}));
  return new Set(inputs.flatMap((input) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []));
}

test('start-up reads none of the heavy packages the bridge does not use', () => {
  const packages = startupPackages();
  const heavy = [
    /^@opentelemetry\/(?!api$|api-logs$|core$)/,
    /^@google-cloud\//,
    /^@grpc\//,
    /^google-(gax|auth-library)$/,
    /^puppeteer/,
    /^systeminformation$/,
    /^@a2a-js\//,
    /^@xterm\//,
    /^protobufjs$/,
    /^ws$/,
    /^simple-git$/,
  ];
  expect([...packages].filter((name) => heavy.some((pattern) => pattern.test(name)))).toEqual([]);
  expect(packages).toContain('@google/gemini-cli-core');
});

test('everything it needs lies beside it', () => {
  expect(readdirSync(outDir)).toEqual(expect.arrayContaining(['gemini-bridge.js', 'gemini']));
  const parts = readdirSync(path.join(outDir, 'gemini'));
  expect(parts).toEqual(expect.arrayContaining(['main.mjs', 'policies', 'tree-sitter.wasm', 'tree-sitter-bash.wasm']));
  expect(readdirSync(path.join(outDir, 'gemini', 'policies'))).toEqual(
    expect.arrayContaining(['read-only.toml', 'write.toml', 'plan.toml', 'yolo.toml']),
  );
});
