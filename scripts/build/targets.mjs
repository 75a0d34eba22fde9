/** What the app is built of: one target per program that runs, and the files that lie beside them. */
import { existsSync, readdirSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../setup/paths.mjs';

/** A change of the build itself or of a dependency makes everything stale. */
const TOOLING = ['scripts/build', 'package-lock.json', 'package.json'];

/** Electron 42 carries Node 24; a sandboxed preload sees Chromium's engine of the same release. */
const ELECTRON_NODE = 'node24';

/** @returns {import('./freshness.mjs').BuildTarget[]} */
export function buildTargets() {
  return [mainTarget, preloadTarget, rendererTarget, pythonTarget, ...bridgeTargets()];
}

/**
 * Leaves an import to be made at run time, from a file of its own.
 * @param {string} source as it is imported @param {string} output as it is called in the output
 * @returns {import('esbuild').Plugin}
 */
const ownFile = (source, output) => ({
  name: 'own-file',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path, kind }) =>
      path === source && kind === 'dynamic-import' ? { path: output, external: true } : undefined,
    );
  },
});

/** @type {import('./freshness.mjs').BuildTarget} */
const mainTarget = {
  name: 'main',
  sources: [...TOOLING, 'electron', 'platform', 'protocol'],
  outputs: ['main/launcher.js', 'main/main.js', 'main/store-worker.js', 'main/change-worker.js'],
  async build(outDir) {
    const { build } = await import('esbuild');
    const { metafile } = await build({
      metafile: true,
      absWorkingDir: root,
      plugins: [ownFile('./main.ts', './main.js')],
      // A worker thread starts from a file of its own.
      entryPoints: {
        launcher: 'electron/launcher.ts',
        main: 'electron/main.ts',
        'store-worker': 'electron/store/worker/store-worker.ts',
        'change-worker': 'electron/changes/worker/change-worker.ts',
      },
      outdir: join(outDir, 'main'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: ELECTRON_NODE,
      // Native modules can't be bundled; Electron itself is there at run time.
      external: ['electron', 'better-sqlite3'],
      // CommonJS packages inside an ESM bundle call `require`, which an ES module doesn't have.
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
      sourcemap: 'linked',
      logLevel: 'warning',
    });
    return Object.keys(metafile.inputs);
  },
};

/** @type {import('./freshness.mjs').BuildTarget} */
const preloadTarget = {
  name: 'preload',
  sources: [...TOOLING, 'electron', 'protocol'],
  outputs: ['preload/preload.cjs'],
  async build(outDir) {
    const { build } = await import('esbuild');
    const { metafile } = await build({
      metafile: true,
      absWorkingDir: root,
      entryPoints: ['electron/preload.ts'],
      outfile: join(outDir, 'preload', 'preload.cjs'),
      bundle: true,
      platform: 'node',
      // A sandboxed preload must be one CommonJS file (Electron, "ES Modules in Electron", preload scripts).
      format: 'cjs',
      target: ELECTRON_NODE,
      external: ['electron'],
      logLevel: 'warning',
    });
    return Object.keys(metafile.inputs);
  },
};

/** @type {import('./freshness.mjs').BuildTarget} */
const rendererTarget = {
  name: 'renderer',
  sources: [...TOOLING, 'renderer', 'protocol', 'build/icons/256x256.png'],
  outputs: ['renderer/index.html'],
  async build(outDir) {
    const [{ build }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')]);
    /** @type {Set<string>} */
    const inputs = new Set();
    /** @type {() => import('vite').Plugin} */
    const noteInputs = () => ({
      name: 'note-inputs',
      generateBundle() {
        for (const id of this.getModuleIds()) inputs.add(id);
      },
    });
    await build({
      configFile: false,
      root: join(root, 'renderer'),
      base: './',
      plugins: [react(), noteInputs()],
      logLevel: 'warn',
      // The highlighting worker loads grammars one by one, which a worker of one script can't.
      worker: { format: 'es', plugins: () => [noteInputs()] },
      build: {
        outDir: join(outDir, 'renderer'),
        emptyOutDir: true,
        target: 'esnext',
        sourcemap: true,
        // The content security policy allows no inline script, and files need no exception for data: addresses.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        // The page is read from disk, where the size of one chunk costs little.
        chunkSizeWarningLimit: 4000,
      },
    });
    await cp(join(root, 'build/icons/256x256.png'), join(outDir, 'renderer', 'icon.png'));
    return [...inputs];
  },
};

/** The Python sidecar as source: it runs on the person's own Python. @type {import('./freshness.mjs').BuildTarget} */
const pythonTarget = {
  name: 'python',
  sources: ['scripts/build', 'python/intermap'],
  outputs: ['python/intermap/__main__.py'],
  async build(outDir) {
    const target = join(outDir, 'python');
    await rm(target, { recursive: true, force: true });
    await cp(join(root, 'python', 'intermap'), join(target, 'intermap'), {
      recursive: true,
      filter: (path) => !path.endsWith('__pycache__') && !path.endsWith('.pyc'),
    });
  },
};

/**
 * Every folder `bridge/<name>` with a `build.mjs` is a program of its own; the module exports `build({outDir, root})` and writes below
 * `out/bridge`.
 * @returns {import('./freshness.mjs').BuildTarget[]}
 */
function bridgeTargets() {
  return readdirSync(join(root, 'bridge'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'bridge', entry.name, 'build.mjs')))
    .map(({ name }) => ({
      name: `bridge/${name}`,
      sources: [...TOOLING, 'bridge', 'platform', 'protocol'],
      outputs: ['bridge'],
      async build(outDir) {
        const module = await import(pathToFileURL(join(root, 'bridge', name, 'build.mjs')).href);
        const { metafile } = await module.build({ outDir: join(outDir, 'bridge'), root });
        return Object.keys(metafile.inputs);
      },
    }));
}
