/** Names of definitions as people say them. */
import { code } from './markdown.ts';

/** What the code map gives for a definition, as far as the guide talks about it. */
export interface NamedPlace {
  file: string;
  name: string;
  line: number;
}

/** `shop.orders.Order.total` in shop/orders.py is `Order.total`; the module itself is the file. */
export function shortName({ file, name }: Pick<NamedPlace, 'file' | 'name'>): string {
  const steps = file.replace(/\.[^./]+$/, '').split('/');
  if (steps.at(-1) === '__init__') steps.pop();
  // A source folder that is on the module path is no part of the names: src/shop/orders.py is shop.orders.
  for (let from = 0; from < steps.length; from++) {
    const module = steps.slice(from).join('.');
    if (name === module) return file;
    if (name.startsWith(`${module}.`)) return name.slice(module.length + 1);
  }
  return name;
}

/** True for the code of a module outside of any definition. */
export function isModuleLevel(place: Pick<NamedPlace, 'file' | 'name'>): boolean {
  return shortName(place) === place.file;
}

/** In a code span; a file's own code is said in words. */
export function said(place: Pick<NamedPlace, 'file' | 'name'>): string {
  return isModuleLevel(place) ? 'top level of the file' : code(shortName(place));
}

/** `Order.total(self)`: Python's signatures are the arguments alone, those of other languages have it all. */
export function withSignature(symbol: { file: string; name: string; kind: string; signature?: string | null | undefined }): string {
  const { signature, kind } = symbol;
  if (!signature) return kind === 'class' ? `class ${shortName(symbol)}` : shortName(symbol);
  return signature.startsWith('(') ? `${kind === 'class' ? 'class ' : ''}${shortName(symbol)}${signature}` : signature;
}

/** What is done with a qualified name in a path of calls: only its last step or two. */
export function lastSteps(name: string): string {
  const steps = name.split('.');
  const owner = steps.at(-2);
  return owner !== undefined && /^\p{Lu}/u.test(owner) ? `${owner}.${steps.at(-1)}` : (steps.at(-1) ?? name);
}

/** `typescript` is how the code map says it, "TypeScript" how people do. */
export function languageName(language: string): string {
  return LANGUAGE_NAMES[language] ?? language;
}

const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  python: 'Python',
  typescript: 'TypeScript',
  tsx: 'TypeScript (JSX)',
  javascript: 'JavaScript',
  jsx: 'JavaScript (JSX)',
  go: 'Go',
  rust: 'Rust',
  java: 'Java',
};
