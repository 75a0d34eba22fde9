/**
 * Every word the window says stands in renderer/strings/: one that is written where it is shown would stay English in every language. Looks
 * through the syntax of all parts of the page for texts a person could read.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

/** Names and examples that are the same in every language, by the end of the file's path. */
const SAME_EVERYWHERE: Record<string, readonly string[]> = {
  'account/account-form.tsx': ['Vertex AI', 'my-project-id', 'us-central1', 'https://generativelanguage.googleapis.com'],
  'account/account-settings.tsx': ['Vertex AI'],
  'composer/attachment-row.tsx': ['PDF'],
  // Kinds of definitions as the parsers name them, and the ids of boxes.
  'model/file-scene.ts': ['async function', 'async method', 'uses', 'used by'],
  // The kind of what is dragged, as the DOM names it.
  'composer/use-file-drop.ts': ['Files'],
  'data/export-dialog.tsx': ['Markdown'],
  'mcp/mcp-form.tsx': ['tickets', 'npx', 'https://tickets.example/mcp'],
  'mcp/variables-editor.tsx': ['Authorization'],
  'processes/process-log-dialog.tsx': ['AGENT_MANAGER_LOG_LEVEL=debug'],
  'search/filter-bar.tsx': ['parser error', '"parser error"'],
  'settings/appearance-section.tsx': ['English', 'Deutsch'],
  'settings/network-section.tsx': ['http://proxy.example.org:8080', '.example.org, 10.0.0.5'],
  'title-bar/title-bar.tsx': ['Agent Manager'],
  'usage/prices-section.tsx': ['gemini-exp-1206'],
  // Names of keys as the DOM gives them.
  'thread/reader-hand.ts': ['Home'],
  // For the log of whoever builds the page.
  'renderer/api.ts': ['window.agentManager is missing: the preload script did not run.'],
};

/** Selectors, media queries, fonts, addresses of data, and lists of file endings look like words, too. */
const IS_CODE =
  /^\((?:width|prefers|forced)|^\[data-|, select, |sans-serif|color-mix|^c cc cpp|^data:|^translateY|px$|^(?:data|folder|agent|file|model|mode|settings|calls|impact|https):|^layer$/;

/** Attributes whose text is shown or read out, whatever it looks like. */
const SPOKEN_ATTRIBUTES = new Set(['aria-label', 'title', 'label', 'tooltip', 'placeholder', 'hint', 'alt', 'subject']);

/** Attributes whose text is never shown. */
const SILENT_ATTRIBUTES =
  /^(?!aria-label$)(?:aria-.*|data-.*|className|id|role|type|key|href|variant|size|d|viewBox|autoComplete|inputMode|style)$/;

/** Types name values; an import names a file. */
const SILENT_NODES = /^(?:ImportDeclaration|ImportExpression|ExportAllDeclaration|TS.*)$/;

interface SyntaxNode {
  type: string;
  start: number;
  [field: string]: unknown;
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** More than one word, or one that begins a sentence. */
const isProse = (text: string) =>
  /\p{L}{2}/u.test(text) && (/\p{L}\P{L}* +\S*\p{L}/u.test(text) || /^\s*[A-Z][a-z’]+[.…:!?]?\s*$/.test(text));

/** The words of a template, with its values left out. */
const isProseTemplate = (text: string) =>
  /(?:^|[\s“(])\p{Ll}{2,}(?:[\s”).,:…]|$)|^\p{Lu}\p{Ll}+\b/u.test(text) && !/^(?:(?:ms|min|s|h|d) *)*$/.test(text);

function wordsIn(source: string, fileName: string): string[] {
  const found: string[] = [];
  const visit = (node: SyntaxNode, parent: SyntaxNode | null, isShown: boolean): void => {
    if (SILENT_NODES.test(node.type) && !/^TS(?:As|NonNull|Satisfies)Expression$/.test(node.type)) return;
    if (node.type === 'JSXText' && /\p{L}/u.test(String(node.value))) found.push(String(node.value).trim());
    if (node.type === 'JSXAttribute') {
      visitAttribute(node);
      return;
    }
    if (node.type === 'Literal' && typeof node.value === 'string' && !isCompared(node, parent)) {
      if (isProse(node.value) || (isShown && /\p{L}{2}/u.test(node.value))) found.push(node.value);
    }
    if (node.type === 'TemplateLiteral' && !isCompared(node, parent)) {
      const text = (node.quasis as { value: { raw: string } }[]).map(({ value }) => value.raw).join(' ');
      if (isProseTemplate(text.trim())) found.push(text.trim());
    }
    const isChild = node.type === 'JSXExpressionContainer' || (isShown && /^(?:Conditional|Logical)Expression$/.test(node.type));
    visitFields(node, isChild);
  };
  const visitAttribute = (node: SyntaxNode): void => {
    const { name } = node.name as { name: unknown };
    const value = node.value as SyntaxNode | null;
    if (typeof name !== 'string' || value === null || SILENT_ATTRIBUTES.test(name)) return;
    if (value.type !== 'Literal') {
      visitFields(value, false);
      return;
    }
    const text = String(value.value);
    if (isProse(text) || (SPOKEN_ATTRIBUTES.has(name) && /\p{L}/u.test(text))) found.push(text);
  };
  const visitFields = (node: SyntaxNode, isShown: boolean): void => {
    for (const field of Object.values(node)) {
      for (const child of Array.isArray(field) ? field : [field]) if (isNode(child)) visit(child, node, isShown);
    }
  };
  visit(parseSync(fileName, source).program as unknown as SyntaxNode, null, false);
  return found;
}

/** A key of an object, or what a value is compared with: a name and no words. */
function isCompared(node: SyntaxNode, parent: SyntaxNode | null): boolean {
  if (parent?.type === 'Property') return parent.key === node;
  if (parent?.type === 'NewExpression') return (parent.callee as { name?: string }).name === 'Error';
  return parent?.type === 'BinaryExpression' || parent?.type === 'SwitchCase' || parent?.type === 'ExpressionStatement';
}

const FILES = readdirSync(join(ROOT, 'renderer'), { recursive: true, encoding: 'utf8' })
  .map((path) => `renderer/${path.replaceAll('\\', '/')}`)
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('renderer/strings/'));

test('no words are written where they are shown', () => {
  const outside = FILES.flatMap((file) => {
    const known = Object.entries(SAME_EVERYWHERE).find(([end]) => file.endsWith(end))?.[1] ?? [];
    return wordsIn(readFileSync(join(ROOT, file), 'utf8'), file)
      .filter((text) => !known.includes(text) && !IS_CODE.test(text))
      .map((text) => `${file}: ${text}`);
  });
  expect(outside, 'Put these into renderer/strings/en/ and de/').toEqual([]);
});

test('each exception is still needed', () => {
  const unused = Object.entries(SAME_EVERYWHERE).flatMap(([end, texts]) => {
    const file = FILES.find((path) => path.endsWith(end));
    const words = file === undefined ? [] : wordsIn(readFileSync(join(ROOT, file), 'utf8'), file);
    return texts.filter((text) => !words.includes(text)).map((text) => `${end}: ${text}`);
  });
  expect(unused).toEqual([]);
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are pieces of source.
test.each([
  ['text between tags', '<p>Nothing here yet</p>'],
  ['a single word between tags', '<p>done</p>'],
  ['what a screen reader says', '<button aria-label="close" />'],
  ['a choice between words', '<p>{isOpen ? "open" : "shut"}</p>'],
  ['a sentence in a constant', 'const words = "Waits for you";'],
  ['a sentence with values', 'const words = (count: number) => `Removed ${count} files`;'],
  ['a word that begins a sentence', 'const label = { value: "a", label: "Account" };'],
])('sees %s', (_, source) => expect(wordsIn(source, 'sample.tsx')).not.toEqual([]));

test.each([
  ['a class', '<p className="wide open" />'],
  ['an element’s kind', '<button type="button" role="tab" />'],
  ['a type', 'type State = "Not started" | "Under way";'],
  ['a file', 'import { words } from "./Some File.ts";'],
  ['what a value is compared with', 'const isTab = event.key === "Tab";'],
  ['a name made of parts', 'const id = `${base}-note`;'],
])('takes %s for no words', (_, source) => expect(wordsIn(source, 'sample.tsx')).toEqual([]));
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above.
