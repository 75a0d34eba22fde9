/** The bridges under test: bundled once per state of its sources, outside the project, so that nothing beside the bundle can help them. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../../bridge/gemini/build.mjs';
import { build as buildGuide } from '../../../bridge/guide/build.mjs';
import { build as buildMcpProbe } from '../../../bridge/mcp-probe/build.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SOURCES = [
  'bridge/gemini',
  'bridge/guide',
  'bridge/mcp-client',
  'bridge/mcp-probe',
  'bridge/serving',
  'protocol',
  'platform',
  'package-lock.json',
];

/** The Gemini bridge's file to start; those of the code guide and of the test of MCP servers, `code-guide.js` and `mcp-probe.js`, lie beside it. */
export async function builtBridge(): Promise<string> {
  const folder = path.join(tmpdir(), `agent-manager-test-bridge-${sourceHash()}`);
  if (!existsSync(folder)) {
    const outDir = await mkdtemp(path.join(tmpdir(), 'agent-manager-test-bridge-building-'));
    await build({ outDir, root: ROOT });
    await buildGuide({ outDir, root: ROOT });
    await buildMcpProbe({ outDir, root: ROOT });
    // Whoever comes first wins; a second build of the same sources is the same.
    await rename(outDir, folder).catch(() => rm(outDir, { recursive: true, force: true }));
  }
  return path.join(folder, 'gemini-bridge.js');
}

function sourceHash(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesIn(path.join(ROOT, source)))) hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

function filesIn(target: string): string[] {
  if (path.extname(target) !== '') return [target];
  return readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
