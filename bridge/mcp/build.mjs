/**
 * Bundles the MCP server: `<outDir>/intermap-mcp.js`, the file to start, and `<outDir>/mcp/main.mjs`, which it loads. Runs on Node 20 or
 * newer with no node_modules beside it; the Python package is looked for in `<outDir>/../python`.
 */
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { withoutZodLocales } from '../serving/without-zod-locales.mjs';

/**
 * @param {{ outDir: string, root: string }} options `outDir`: where the bridges go, e.g. `<root>/out/bridge`. `root`: the project's folder.
 * @returns {Promise<{ entry: string }>} The file to start.
 */
export async function build({ outDir, root }) {
  const bridgeDir = path.join(root, 'bridge', 'mcp');
  const entry = path.join(outDir, 'intermap-mcp.js');
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [path.join(bridgeDir, 'main.ts')],
    outfile: path.join(outDir, 'mcp', 'main.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    define: { 'process.env.INTERMAP_MCP_VERSION': JSON.stringify(version) },
    plugins: [withoutZodLocales],
    // CommonJS packages inside an ESM bundle call `require`, which an ES module doesn't have.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  await copyFile(path.join(bridgeDir, 'launcher.js'), entry);
  return { entry };
}
