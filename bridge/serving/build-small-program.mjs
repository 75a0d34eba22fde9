/**
 * Bundles a small program of `bridge/`: `<outDir>/<entryName>`, the file to start, and `<outDir>/<name>/main.mjs`, which it loads. Runs on
 * Node 20 or newer with no node_modules beside it.
 */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { withoutZodLocales } from './without-zod-locales.mjs';

/**
 * @param {{ outDir: string, root: string, name: string, entryName: string, define?: Record<string, string> }} options `outDir`: where the
 *   bridges go, e.g. `<root>/out/bridge`. `root`: the project's folder. `name`: the program's folder below `bridge/`.
 * @returns {Promise<{ entry: string, metafile: import('esbuild').Metafile }>} The file to start.
 */
export async function buildSmallProgram({ outDir, root, name, entryName, define = {} }) {
  const sourceDir = path.join(root, 'bridge', name);
  const entry = path.join(outDir, entryName);
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [path.join(sourceDir, 'main.ts')],
    outfile: path.join(outDir, name, 'main.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Less to read at start.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    define,
    plugins: [withoutZodLocales],
    // CommonJS packages inside an ESM bundle call `require`, which an ES module doesn't have.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  await copyFile(path.join(sourceDir, 'launcher.js'), entry);
  return { entry, metafile };
}
