/**
 * What a sentence is about when no line of the grammar fits it: by the words in it, whatever their order, with a letter wrong or in German.
 * Every word must be accounted for. One word nobody knows is the name asked about; with two the sentence is something else, and not guessed at.
 */
import type { ArchitecturePart, Question, Subject, Utterance } from './question.ts';

const CONCEPTS = {
  call: 'call calls called calling caller callers invoke invokes invoked invoking ruft rufen aufruf aufrufe aufrufen aufgerufen aufrufer',
  use: 'use uses used using usage usages reference references referenced import imports imported benutzt benutzen verwendet verwenden verwendung genutzt nutzt importiert',
  break:
    'break breaks broke broken breaking fail fails affect affects affected impact risk kaputt bricht brechen auswirkung auswirkungen folgen',
  change:
    'change changes changed changing edit edits edited modify modified rename refactor touch ändere ändern änderung änderungen geändert umbenenne umbenennen',
  delete: 'delete deleted remove removed drop lösche löschen gelöscht entfernen entferne',
  safe: 'safe safely sicher gefahrlos gefährlich dangerous',
  find: 'where find locate search look defined definition declared lives live located work works wo finde finden suche suchen definiert steht liegt',
  test: 'test tests testing teste testen getestet',
  run: 'run rerun laufen ausführen starten',
  unused: 'unused dead unreachable unbenutzt unbenutzte unbenutzter ungenutzt ungenutzte toter totes tot überflüssig überflüssige',
  not: 'not never nobody nie niemals nicht niemand nirgends',
  map: 'map overview tour summary karte übersicht überblick zusammenfassung',
  cycles: 'cycle cycles cyclic circular zyklus zyklen zyklisch zyklische kreis kreise',
  layers: 'layer layers schicht schichten',
  start: 'start starts begin begins beginnt startet anfang einstieg einstiegspunkt einstiegspunkte',
  architecture: 'architecture structured architektur aufgebaut aufbau',
  outline: 'functions methods classes contents funktionen methoden klassen inhalt',
  help: 'help commands hilfe hilf befehle',
  mine: 'my uncommitted local meine meinen meiner',
  does: 'does',
} as const;

type Concept = keyof typeof CONCEPTS;

const FILLERS = new Set(
  (
    'a an the this that these those it its is are was be been being do did to of for in on at by with from if when i we you me us please and so ' +
    'what wat who whos which whats wheres how any anything anyone anybody anywhere some something someone all show sho give list tell see get got ' +
    'have has can could should would will must may need want now here there hell then before after commit without still ever thing things ' +
    'code cod codebase project projekt repo repository app application program programm file files function method class symbol dependencies ' +
    'der die das den dem ein eine einen einer ist sind war was wer wen wie wird werden welche welcher welches ich wir du mir uns man soll sollte ' +
    'muss kann könnte darf hier da auf im in von bei mit für wenn falls und oder bitte zeig zeige gib mal alle alles es noch passiert geht lassen datei dateien funktion methode klasse'
  ).split(' '),
);

const CONCEPT_OF = new Map<string, Concept>();
for (const [concept, words] of Object.entries(CONCEPTS) as [Concept, string][]) {
  for (const word of words.split(' ')) CONCEPT_OF.set(word, concept);
}
const CORRECTABLE = [...CONCEPT_OF.keys(), ...FILLERS].filter((word) => word.length > 4);

/** What the words of the sentence add up to; `unknown` when they do not. */
export function understandLoosely(sentence: string): Utterance {
  const words = sentence
    .split(/\s+/)
    .map((word) => word.replace(/^[("'`«„]+|[)"'`»“,;:!?.]+$/g, '').replace(/\(\)$/, ''))
    .filter((word) => word !== '' && word !== '-' && word !== '–');
  if (words.length === 0 || words.length > 14) return { topic: 'unknown' };
  return weigh(words, (word) => word) ?? weigh(words, corrected) ?? { topic: 'unknown' };
}

/** The words as concepts and at most one name. */
function weigh(words: readonly string[], read: (word: string) => string): Utterance | undefined {
  const concepts = new Set<Concept>();
  const names: string[] = [];
  for (const word of words) {
    const known = looksLikeName(word) ? word : read(word.toLowerCase());
    const concept = CONCEPT_OF.get(known);
    if (concept) concepts.add(concept);
    else if (!FILLERS.has(known) && !names.includes(word)) names.push(word);
  }
  // "Does anyone call total" asks for callers, "what does total call" for the opposite.
  if (words.some((word) => /^(?:any|some)(?:one|body|thing)$/i.test(word))) concepts.delete('does');
  if (names.length > 1 || concepts.size === 0) return undefined;
  return names[0] === undefined ? aboutTheProject(concepts) : aboutAName(concepts, names[0]);
}

function aboutAName(concepts: ReadonlySet<Concept>, name: string): Utterance | undefined {
  const subject: Subject = { by: 'name', name };
  if (concepts.has('unused')) return { topic: 'unused', folder: name };
  if (concepts.has('test')) return { topic: 'tests-of', subject };
  if (concepts.has('break') || concepts.has('safe') || concepts.has('change') || concepts.has('delete'))
    return { topic: 'impact', subject };
  if (concepts.has('call')) return { topic: concepts.has('does') ? 'callees' : 'callers', subject };
  if (concepts.has('use')) return { topic: concepts.has('does') ? 'callees' : 'references', subject };
  if (concepts.has('outline')) return { topic: 'outline', subject };
  return concepts.has('find') ? { topic: 'definition', subject } : undefined;
}

function aboutTheProject(concepts: ReadonlySet<Concept>): Utterance | undefined {
  const part = architecturePart(concepts);
  if (part) return { topic: 'architecture', part };
  if (concepts.has('unused') || (concepts.has('not') && (concepts.has('use') || concepts.has('call'))))
    return { topic: 'unused', folder: null };
  if (concepts.has('test') || (concepts.has('break') && !concepts.has('change'))) return { topic: 'tests' } satisfies Question;
  if (concepts.has('break')) return { topic: concepts.has('mine') ? 'tests' : 'impact', subject: { by: 'context' } };
  if (concepts.has('change')) return { topic: 'changes' };
  if (concepts.has('map')) return { topic: 'overview' };
  if (concepts.has('call')) return { topic: 'callers', subject: { by: 'context' } };
  return concepts.has('help') ? { topic: 'help' } : undefined;
}

function architecturePart(concepts: ReadonlySet<Concept>): ArchitecturePart | undefined {
  if (concepts.has('cycles')) return 'cycles';
  if (concepts.has('layers')) return 'layers';
  if (concepts.has('start')) return 'entry-points';
  return concepts.has('architecture') ? 'all' : undefined;
}

/** Marked as code, or written as no word of a sentence is. */
function looksLikeName(word: string): boolean {
  return /[_./:#`$\\\d]|[\p{Ll}\p{N}]\p{Lu}/u.test(word);
}

/** The known word that is one slip of the finger away, else the word itself. Short words and first letters are seldom slips: "cook" is no "look". */
function corrected(word: string): string {
  if (CONCEPT_OF.has(word) || FILLERS.has(word) || word.length < 4) return word;
  return CORRECTABLE.find((known) => known[0] === word[0] && isOneSlipAway(word, known)) ?? word;
}

/** One letter added, left out or wrong, or two letters swapped. */
function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  const swapped = a[start] === b[start + 1] && a[start + 1] === b[start] && a.slice(start + 2) === b.slice(start + 2);
  const wrong = a.slice(start + 1) === b.slice(start + 1);
  return swapped || wrong || a.slice(start + 1) === b.slice(start) || a.slice(start) === b.slice(start + 1);
}
