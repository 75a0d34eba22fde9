/**
 * Sentences that main and the bridges write, in another language. They cross the boundary, and lie in the database, as English sentences
 * beside their code: logs, other clients of the bridge protocol and the English window take them as they are.
 */

/** An English sentence and the same in another language; `{}` stands for what changes, `{1}`, `{2}` say where it goes; a sentence in it is translated, too. */
export type SentencePair = readonly [english: string, translated: string];

/** Makes a function that translates the sentences of a list, and leaves any other text as it is. */
export function translating(pairs: readonly SentencePair[]): (text: string) => string {
  const exact = new Map(pairs.filter(([english]) => !english.includes('{}')));
  const patterns = pairs
    .filter(([english]) => english.includes('{}'))
    .map(([english, translated]) => ({ pattern: patternOf(english), translated }));
  const translate = (text: string): string => {
    const known = exact.get(text);
    if (known !== undefined) return known;
    for (const { pattern, translated } of patterns) {
      const found = pattern.exec(text);
      if (found !== null) return translated.replace(/\{(\d)\}/g, (_, place: string) => translate(found[Number(place)] ?? ''));
    }
    return text;
  };
  return translate;
}

function patternOf(english: string): RegExp {
  const escaped = english.split('{}').map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('(.+?)')}$`, 's');
}
