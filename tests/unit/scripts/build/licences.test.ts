import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collectLicences, packageFolders } from '#scripts/build/licences.mjs';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

test('files in bundles tell their packages, also scoped, nested, absolute and virtual ones', () => {
  expect(
    packageFolders([
      'electron/main.ts',
      'node_modules/zod/v4/index.js',
      'node_modules/zod/v4/core/api.js',
      'node_modules/@google/gemini-cli-core/dist/index.js',
      'node_modules/a/node_modules/@b/c/index.js',
      '/somewhere/else/node_modules/react/index.js?commonjs-module',
      '\0/somewhere/node_modules/scheduler/index.js?commonjs-es-import',
      'C:\\project\\node_modules\\diff\\lib\\index.js',
    ]),
  ).toEqual([
    'node_modules/@google/gemini-cli-core',
    'node_modules/a/node_modules/@b/c',
    'node_modules/diff',
    'node_modules/react',
    'node_modules/scheduler',
    'node_modules/zod',
  ]);
});

test('packages come with version, licence and text, each once, and those that are not bundled are in', () => {
  const { packages, texts } = collectLicences(ROOT, [
    'node_modules/zod',
    'node_modules/zod',
    'node_modules/react',
    'node_modules/react-dom',
  ]);
  expect(packages.map(({ name }) => name)).toEqual([
    '@vscode/tree-sitter-wasm',
    'better-sqlite3',
    'electron',
    'react',
    'react-dom',
    'web-tree-sitter',
    'zod',
  ]);
  for (const { name, version, licence, text } of packages) {
    expect(version, name).toMatch(/^\d+\./);
    expect(licence, name).toBe('MIT');
    expect(text, name).not.toBeNull();
  }
  // Both of React's have the same text, which is kept once.
  const [react, reactDom] = packages.filter(({ name }) => name.startsWith('react'));
  expect(react?.text).toBe(reactDom?.text);
  expect(texts[react?.text ?? -1]).toContain('Permission is hereby granted');
});
