import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, type LinearColor, over, parseOklch } from './oklch.ts';

const css = readFileSync(new URL('../../../../renderer/styles/tokens.css', import.meta.url), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');

function declarations(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? '', (match[2] ?? '').replaceAll(/\s+/g, ' ').trim()]),
  );
}

const highContrastStart = css.indexOf(':root[data-contrast="high"]');
const base = declarations(css.slice(0, highContrastStart));
const highContrast = new Map([...base, ...declarations(css.slice(highContrastStart, css.indexOf('@media (prefers-reduced-motion')))]);

/** Splits at the top-level comma of `light-dark(a, b)`. */
function side(value: string, theme: 'light' | 'dark'): string {
  if (!value.startsWith('light-dark(')) return value;
  const inner = value.slice('light-dark('.length, -1);
  let depth = 0;
  for (const [index, character] of [...inner].entries()) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) return (theme === 'light' ? inner.slice(0, index) : inner.slice(index + 1)).trim();
  }
  throw new Error(`No two sides in ${value}`);
}

function color(tokens: Map<string, string>, name: string, theme: 'light' | 'dark'): LinearColor {
  const value = tokens.get(name);
  if (value === undefined) throw new Error(`No token ${name}`);
  const chosen = side(value, theme);
  const reference = /^var\((--[\w-]+)\)$/.exec(chosen)?.[1];
  return reference === undefined ? parseOklch(chosen) : color(tokens, reference, theme);
}

const SURFACES = ['--color-surface', '--color-surface-sidebar', '--color-surface-raised', '--color-surface-sunken'];
const TEXT = ['--color-text', '--color-text-secondary', '--color-text-tertiary'];
const ON_EVERY_SURFACE = [...TEXT, '--color-accent-text', '--color-amber-text', '--color-red-text', '--color-green-text'];
const CODE = ['text', 'comment', 'keyword', 'string', 'number', 'function', 'type', 'punctuation'].map((name) => `--color-code-${name}`);
const MARKS = ['--color-line-control', '--color-amber', '--color-red', '--color-green', '--color-focus'];

const TEXT_PAIRS: [text: string, surface: string][] = [
  ...ON_EVERY_SURFACE.flatMap((text) => SURFACES.map((surface): [string, string] => [text, surface])),
  ...TEXT.map((text): [string, string] => [text, '--color-surface-tinted']),
  ...CODE.map((text): [string, string] => [text, '--color-surface-sunken']),
  ...['amber', 'red', 'green'].flatMap((hue): [string, string][] => [
    ['--color-text', `--color-${hue}-surface`],
    ['--color-text-secondary', `--color-${hue}-surface`],
    [`--color-${hue}-text`, `--color-${hue}-surface`],
  ]),
  ['--color-on-accent', '--color-accent'],
  ['--color-on-accent', '--color-accent-hover'],
  ['--color-on-accent', '--color-danger'],
  ['--color-on-accent', '--color-danger-hover'],
  ...['added', 'removed'].flatMap((kind): [string, string][] => [
    [`--color-diff-${kind}-text`, `--color-diff-${kind}-surface`],
    [`--color-diff-${kind}-text`, `--color-diff-${kind}-strong`],
  ]),
];

describe.each([
  ['light', base, 'light'],
  ['dark', base, 'dark'],
  ['light, high contrast', highContrast, 'light'],
  ['dark, high contrast', highContrast, 'dark'],
] as const)('%s', (_name, tokens, theme) => {
  const ratio = (front: string, back: string) => contrast(color(tokens, front, theme), color(tokens, back, theme));

  test.each(TEXT_PAIRS)('%s is readable on %s', (text, surface) => {
    expect(ratio(text, surface)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(MARKS.flatMap((mark) => SURFACES.map((surface) => [mark, surface] as const)))('%s can be seen on %s', (mark, surface) => {
    expect(ratio(mark, surface)).toBeGreaterThanOrEqual(3);
  });

  // A selected row draws its small print in the secondary colour, a row under the pointer in the tertiary one.
  test.each([
    ['--color-text-secondary', '--color-selected'],
    ['--color-amber-text', '--color-selected'],
    ['--color-red-text', '--color-selected'],
    ['--color-text-tertiary', '--color-hover'],
  ])('%s is readable on %s over the sidebar', (text, tint) => {
    const surface = over(color(tokens, tint, theme), color(tokens, '--color-surface-sidebar', theme));
    expect(contrast(color(tokens, text, theme), surface)).toBeGreaterThanOrEqual(4.5);
  });
});
