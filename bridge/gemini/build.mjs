/**
 * Bundles the Gemini bridge: `<outDir>/gemini-bridge.js`, the file to start, and `<outDir>/gemini/`, everything it loads. The result
 * runs on Node 20 or newer and on Electron as Node, from any folder, with no node_modules beside it.
 */
import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { withoutZodLocales } from '../serving/without-zod-locales.mjs';

/** Modules of the SDK replaced by the stub of the same name: telemetry, remote agents, Google login. Its package.json tells the folder. */
const REPLACED_SDK_MODULES = new Map([
  ['telemetry/sdk.js', 'telemetry-sdk.ts'],
  ['telemetry/gcp-exporters.js', 'gcp-exporters.ts'],
  ['telemetry/clearcut-logger/clearcut-logger.js', 'clearcut-logger.ts'],
  ['index.js', 'sdk-index.ts'],
  ['../index.js', 'sdk-index.ts'],
  ['core/apiKeyCredentialStorage.js', 'api-key-storage.ts'],
  ['code_assist/codeAssist.js', 'code-assist.ts'],
  ['agents/a2a-client-manager.js', 'a2a-client-manager.ts'],
  ['utils/envExpansion.js', 'env-expansion.ts'],
]);

const REPLACED_PACKAGES = new Map([
  ['@modelcontextprotocol/sdk/client/stdio.js', 'mcp-stdio.ts'],
  ['@opentelemetry/semantic-conventions', 'semantic-conventions.ts'],
  ['@xterm/headless', 'xterm-headless.ts'],
  ['google-auth-library', 'google-auth-library.ts'],
  ['read-package-up', 'read-package-up.ts'],
  ['simple-git', 'simple-git.ts'],
  ['undici', 'undici.ts'],
  ['ws', 'ws.ts'],
]);

/** Native modules: the SDK tries them and goes on without. */
const ABSENT_PACKAGES = ['@lydell/node-pty', 'node-pty', '@github/keytar', 'keytar'];

/**
 * @param {{ outDir: string, root: string }} options `outDir`: where the bridges go, e.g. `<root>/out/bridge`. `root`: the project's folder.
 * @returns {Promise<{ entry: string, metafile: esbuild.Metafile }>} The file to start, and what is in the bundle.
 */
export async function build({ outDir, root }) {
  const bridgeDir = path.join(root, 'bridge', 'gemini');
  const partsDir = path.join(outDir, 'gemini');
  const require = createRequire(path.join(root, 'package.json'));
  const coreDir = path.dirname(require.resolve('@google/gemini-cli-core/package.json'));
  await rm(partsDir, { recursive: true, force: true });
  await mkdir(partsDir, { recursive: true });

  const { metafile } = await esbuild.build({
    entryPoints: { main: path.join(bridgeDir, 'main.ts') },
    absWorkingDir: root,
    outdir: partsDir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // Parts that are imported on demand become files of their own: what is not needed is not even read.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Less to read at start; names stay, because the SDK finds its tools by class name.
    minifyWhitespace: true,
    minifySyntax: true,
    // Without it a stack trace quotes a line of megabytes.
    lineLimit: 400,
    legalComments: 'external',
    metafile: true,
    logLevel: 'warning',
    external: ABSENT_PACKAGES,
    define: { 'process.env.CLI_VERSION': JSON.stringify(require('@google/gemini-cli-core/package.json').version) },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    plugins: [withoutZodLocales, replaceUnused(bridgeDir, coreDir), requireHttp, wasmAsFiles(partsDir)],
  });
  await cp(path.join(coreDir, 'dist/src/policy/policies'), path.join(partsDir, 'policies'), {
    recursive: true,
    // The "conseca" checker is off, and still would take the whole conversation apart for each call.
    filter: (source) => path.basename(source) !== 'conseca.toml',
  });
  await copyFile(path.join(bridgeDir, 'launcher.js'), path.join(outDir, 'gemini-bridge.js'));
  return { entry: path.join(outDir, 'gemini-bridge.js'), metafile };
}

/** Puts the stubs in the place of what the bridge never runs. */
function replaceUnused(bridgeDir, coreDir) {
  const stub = (file) => path.join(bridgeDir, 'stubs', file);
  const sdkSource = path.join(coreDir, 'dist', 'src');
  return {
    name: 'replace-unused',
    setup(build) {
      build.onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, (args) => {
        if (!args.importer.startsWith(sdkSource)) return undefined;
        const target = path.relative(sdkSource, path.resolve(args.resolveDir, args.path)).replaceAll(path.sep, '/');
        const replacement = REPLACED_SDK_MODULES.get(target);
        return replacement === undefined ? undefined : { path: stub(replacement) };
      });
      build.onResolve({ filter: /^google-auth-library\?real$/ }, (args) =>
        build.resolve('google-auth-library', { kind: args.kind, resolveDir: coreDir, pluginData: { isReal: true } }),
      );
      build.onResolve({ filter: /^[@a-z]/ }, (args) => {
        const replacement = args.pluginData?.isReal ? undefined : REPLACED_PACKAGES.get(args.path);
        return replacement === undefined ? undefined : { path: stub(replacement) };
      });
    },
  };
}

/**
 * Loads `node:http` by `require`. Imported as an ES module each of its exports is read at once, also the lazy ones that load Node's copy of
 * undici, which costs 50 ms.
 */
const requireHttp = {
  name: 'require-http',
  setup(build) {
    build.onResolve({ filter: /^(node:)?http$/ }, (args) =>
      args.namespace === 'required-builtin' ? undefined : { path: 'node:http', namespace: 'required-builtin' },
    );
    build.onLoad({ filter: /.*/, namespace: 'required-builtin' }, (args) => ({
      contents: `module.exports = require(${JSON.stringify(args.path)});`,
    }));
  },
};

/** `import('x.wasm?binary')` of the SDK: copies the file beside the bundle and reads it when asked (inlined as base64 it costs a second at start). */
function wasmAsFiles(partsDir) {
  return {
    name: 'wasm-as-files',
    setup(build) {
      build.onResolve({ filter: /\.wasm\?binary$/ }, (args) => ({
        path: createRequire(args.importer).resolve(args.path.replace(/\?binary$/, '')),
        namespace: 'wasm-file',
      }));
      build.onLoad({ filter: /.*/, namespace: 'wasm-file' }, async (args) => {
        const name = path.basename(args.path);
        await copyFile(args.path, path.join(partsDir, name));
        return {
          contents: `import { readFileSync } from 'node:fs';\nexport default new Uint8Array(readFileSync(new URL(${JSON.stringify(`./${name}`)}, import.meta.url)));`,
        };
      });
    },
  };
}
