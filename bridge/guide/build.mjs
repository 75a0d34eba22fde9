/** Bundles the code guide into one file, `<outDir>/code-guide.js`, that runs on Node 20 or newer and on Electron as Node. */
import path from 'node:path';
import * as esbuild from 'esbuild';

/**
 * @param {{ outDir: string, root: string }} options `outDir`: where the bridges go, e.g. `<root>/out/bridge`. `root`: the project's folder.
 * @returns {Promise<{ entry: string }>} The file to start.
 */
export async function build({ outDir, root }) {
  const entry = path.join(outDir, 'code-guide.js');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [path.join(root, 'bridge', 'guide', 'main.ts')],
    outfile: entry,
    bundle: true,
    platform: 'node',
    // Copied out of the project there is no package.json to say that it is a module.
    format: 'cjs',
    target: 'node20',
    // Less to read at start.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [withoutZodLocales(root)],
  });
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
