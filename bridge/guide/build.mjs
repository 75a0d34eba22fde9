/**
 * Bundles the code guide: `<outDir>/code-guide.js`, the file to start, and `<outDir>/guide/main.mjs`, which it loads. Runs on Node 20 or
 * newer and on Electron as Node, with no node_modules beside it.
 */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';

/**
 * @param {{ outDir: string, root: string }} options `outDir`: where the bridges go, e.g. `<root>/out/bridge`. `root`: the project's folder.
 * @returns {Promise<{ entry: string }>} The file to start.
 */
export async function build({ outDir, root }) {
  const bridgeDir = path.join(root, 'bridge', 'guide');
  const entry = path.join(outDir, 'code-guide.js');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [path.join(bridgeDir, 'main.ts')],
    outfile: path.join(outDir, 'guide', 'main.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Less to read at start.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [withoutZodLocales(root)],
  });
  await copyFile(path.join(bridgeDir, 'launcher.js'), entry);
  return { entry };
}

/** Zod's error messages in fifty languages, of which a bridge speaks one. */
function withoutZodLocales(root) {
  return {
    name: 'without-zod-locales',
    setup(build) {
      build.onResolve({ filter: /^\.\.\/locales\/index\.js$/ }, (args) =>
        /[\\/]zod[\\/]v4[\\/]/.test(args.importer) ? { path: path.join(root, 'bridge', 'gemini', 'stubs', 'zod-locales.ts') } : undefined,
      );
    },
  };
}
