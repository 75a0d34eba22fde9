/** The name in a phrase: of a definition, a file or a folder. */
import type { Subject } from './question.ts';

/** True for what is a path or a file's name rather than a definition's. */
export function looksLikeFile(name: string): boolean {
  return !name.includes(':') && (/[\\/]/.test(name) || FILE_ENDING.test(name));
}

const FILE_ENDING = /\.(py|pyi|ts|tsx|mts|cts|js|jsx|mjs|cjs|go|rs|java)$/i;

const PRONOUN =
  /^(?:it|this|that|them|these|those|this one|that one|(?:this|that|the) (?:function|method|class|file|one|code|symbol|thing)|the same)?$/i;

/** A name: letters, digits, `_`, `$`, `#`, in steps joined by `.`, `::`, `#` or `/`; and `file:name`. */
export const NAME = /^[\p{L}_$@#~./\\-][\p{L}\p{N}_$#.:/\\@~-]*$/u;

/** What a phrase is about; undefined for words that are no name. */
export function subjectIn(x: string): Subject | undefined {
  const name = nameIn(x);
  if (PRONOUN.test(name)) return { by: 'context' };
  return NAME.test(name) ? { by: 'name', name } : undefined;
}

/** The name in "the function `total()`", "class Order", "total in prices.py". */
export function nameIn(x: string): string {
  const quoted = /[`"“'‘]([^`"”'’]+)[`"”'’]/.exec(x)?.[1];
  if (quoted !== undefined) return withoutCall(quoted.trim());
  const words = x.replace(KIND_BEFORE, '').replace(KIND_AFTER, '');
  const located = /^(\S+) (?:in|from|of(?= (?:(?:the )?class )?[`\p{Lu}])) (?:the )?(?:file |module |class )?(\S+)$/u.exec(words);
  if (located?.[1] && located[2]) return joined(withoutCall(located[1]), located[2]);
  return PRONOUN.test(x) ? x : withoutCall(words);
}

const KIND_BEFORE =
  /^(?:(?:the|a|an|my|our)\s+)?(?:(?:function|method|class|file|module|symbol|type|interface|struct|trait|variable|constant|enum|component|hook|folder|package)\s+)?(?:(?:named|called)\s+)?/i;
const KIND_AFTER = /\s+(?:function|method|class|file|module|symbol|type|interface|struct|trait|variable|constant|enum|component|hook)$/i;

/** "total in prices.py" is `prices.py:total`, "total of Order" is `Order.total`. */
function joined(name: string, place: string): string {
  const where = withoutCall(place);
  return looksLikeFile(where) ? `${where}:${name}` : `${where}.${name}`;
}

function withoutCall(name: string): string {
  return name.replace(/\(.*\)$/, '').replace(/^@/, '');
}

/** The folder that a phrase names; null for the whole project. */
export function asFolder(x: string): string | null {
  const name = nameIn(x);
  return name === '' || PRONOUN.test(name) || /^(?:project|repo|repository|code ?base|code)$/i.test(name)
    ? null
    : name.replace(/[\\/]$/, '');
}

/** The word for one of them. */
export function singular(word: string): string {
  return word
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/classes$/, 'class')
    .replace(/(?<!s)s$/, '');
}
