/** Grammars, loaded when a file first needs them: each costs some milliseconds and megabytes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Language, type Node, Parser } from 'web-tree-sitter';
import type { FileFacts } from './facts.ts';
import { extractEcmascript } from './languages/ecmascript.ts';
import { extractGo } from './languages/go.ts';
import { extractJava } from './languages/java.ts';
import { extractRust } from './languages/rust.ts';

/** Grammar name to the visitor of its trees. */
const EXTRACTORS: Record<string, (root: Node) => FileFacts> = {
  typescript: extractEcmascript,
  tsx: extractEcmascript,
  javascript: extractEcmascript,
  go: extractGo,
  rust: extractRust,
  java: extractJava,
};

/** The languages this extractor knows. */
export const LANGUAGES = Object.keys(EXTRACTORS);

const loaded = new Map<string, Promise<Parser>>();
let runtime: Promise<void> | undefined;

/** Parse one source text and draw its facts. Throws for an unknown language or a missing grammar file. */
export async function extract(language: string, source: string): Promise<FileFacts> {
  const visit = EXTRACTORS[language];
  if (!visit) throw new Error(`unknown language ${JSON.stringify(language)}`);
  const parser = await parserOf(language);
  const tree = parser.parse(readable(language, source));
  if (!tree) throw new Error('the parser gave no tree');
  try {
    return visit(tree.rootNode);
  } finally {
    // Trees live in WebAssembly memory, which no garbage collector sees.
    tree.delete();
  }
}

/**
 * The grammar does not know `export type * from` (TypeScript 5.0) yet and would lose the lines around it. Without the
 * word it means the same to us; blanks keep every column.
 */
function readable(language: string, source: string): string {
  if (language !== 'typescript' && language !== 'tsx') return source;
  return source.replace(/^([ \t]*export )type(?=[ \t]*\*)/gm, '$1    ');
}

function parserOf(language: string): Promise<Parser> {
  let parser = loaded.get(language);
  if (!parser) {
    parser = load(language);
    loaded.set(language, parser);
  }
  return parser;
}

async function load(language: string): Promise<Parser> {
  runtime ??= Parser.init({ locateFile: (name: string) => wasmFile(name) });
  await runtime;
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasmFile(`tree-sitter-${language}.wasm`)));
  return parser;
}

function wasmFile(name: string): string {
  const path = join(import.meta.dirname, 'intermap-grammars', name);
  if (!existsSync(path)) throw new Error(`the grammar file ${name} is missing beside the extractor`);
  return path;
}
