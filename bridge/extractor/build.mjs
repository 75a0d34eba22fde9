/** Bundles the extractor and puts its grammars beside it. Called by scripts/build and by tests. */
import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const GRAMMARS = ['typescript', 'tsx', 'javascript', 'go', 'rust', 'java'];
const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/**
 * Writes `intermap-extractor.js` and the folder `intermap-grammars` into `outDir` (scripts/build gives `out/bridge`).
 * @param {{ outDir: string }} options
 */
export async function build({ outDir }) {
  const { metafile } = await esbuild.build({
    entryPoints: [join(here, 'main.ts')],
    outfile: join(outDir, 'intermap-extractor.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.11',
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    // web-tree-sitter asks for `require` inside; an ESM bundle has none of its own.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  const folder = join(outDir, 'intermap-grammars');
  await mkdir(folder, { recursive: true });
  const runtime = join(dirname(require.resolve('web-tree-sitter')), 'web-tree-sitter.wasm');
  await copyFile(runtime, join(folder, 'web-tree-sitter.wasm'));
  const grammars = join(dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
  await Promise.all(GRAMMARS.map((name) => copyFile(join(grammars, `tree-sitter-${name}.wasm`), join(folder, `tree-sitter-${name}.wasm`))));
  return { metafile };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ outDir: process.argv[2] ?? join(here, '../../out/bridge') });
}
