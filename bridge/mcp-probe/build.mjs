/**
 * Bundles the program that tries MCP servers: `<outDir>/mcp-probe.js`, the file to start, and `<outDir>/mcp-probe/main.mjs`, which it
 * loads. Runs on Node 20 or newer and on Electron as Node, with no node_modules beside it.
 */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { withoutZodLocales } from '../serving/without-zod-locales.mjs';

/**
 * @param {{ outDir: string, root: string }} options `outDir`: where the bridges go, e.g. `<root>/out/bridge`. `root`: the project's folder.
 * @returns {Promise<{ entry: string }>} The file to start.
 */
export async function build({ outDir, root }) {
  const bridgeDir = path.join(root, 'bridge', 'mcp-probe');
  const entry = path.join(outDir, 'mcp-probe.js');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [path.join(bridgeDir, 'main.ts')],
    outfile: path.join(outDir, 'mcp-probe', 'main.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Less to read at start.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [withoutZodLocales],
    // CommonJS packages inside an ESM bundle call `require`, which an ES module doesn't have.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  await copyFile(path.join(bridgeDir, 'launcher.js'), entry);
  return { entry };
}
