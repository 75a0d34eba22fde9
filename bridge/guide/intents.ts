/**
 * Plain phrasings to questions: a small grammar, tried from top to bottom. It is no language model and does not pretend to be one: what no
 * line matches is `unknown`, and the answer says what can be asked.
 */

import { understandLoosely } from './loose-words.ts';
import { plainSentence } from './plain-sentence.ts';
import type { ArchitecturePart, SubjectTopic, Utterance } from './question.ts';
import { asFolder, looksLikeFile, NAME, nameIn, singular, subjectIn } from './subject-words.ts';

interface Rule {
  readonly pattern: RegExp;
  /** `x` is the pattern's group of that name. Undefined: this line does not fit after all, the next ones are tried. */
  readonly understand: (x: string, sentence: string) => Utterance | undefined;
}

/** A plain question is short; what is longer is a task or a paste. */
const MAX_QUESTION_CHARS = 400;

/** The question that a text asks. Never throws. */
export function understand(text: string): Utterance {
  if (text.length > MAX_QUESTION_CHARS) return { topic: 'unknown' };
  const sentence = plainSentence(text);
  for (const { pattern, understand: asUtterance } of RULES) {
    const match = pattern.exec(sentence);
    const utterance = match && asUtterance((match.groups?.x ?? '').trim(), sentence);
    if (utterance) return utterance;
  }
  return understandLoosely(sentence);
}

// ---- the grammar -----------------------------------------------------------------------------------------------------

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const CHANGE =
  '(?:change|changed|changing|edit|editing|modify|modifying|rename|renaming|touch|touching|delete|deleting|remove|removing|refactor|refactoring|move|moving)';
const FIND = '(?:find|locate|search for|search|look for|look up|go to|jump to|open|get me to)';
const PARTS: readonly [ArchitecturePart, RegExp][] = [
  ['cycles', /\b(cycles?|cyclic|circular|import loops?)\b/i],
  ['layers', /\blayers?|layering\b/i],
  ['entry-points', /\b(entry[ -]?points?|start(ing)? points?|main functions?|where does (it|this|the (app|program|project)) start)\b/i],
  ['hubs', /\b(hubs?|hot ?spots?|most (used|imported|depended[ -]on) files?|central files?)\b/i],
];

const RULES: readonly Rule[] = [
  // The answer before.
  {
    pattern: /^(?:show |see |give |list )?(?:me )?(?:the )?(?:more|rest|next|next page|more of (?:it|them|those)|continue|go on|others)$/i,
    understand: () => ({ topic: 'more' }),
  },
  { pattern: /^(?:number |no\.? ?|#|option )?(?<x>\d{1,2})\.?$/i, understand: (x) => ({ topic: 'choice', number: Number(x) }) },
  {
    pattern: new RegExp(`^(?:the )?(?<x>${ORDINALS.join('|')})(?: one)?$`, 'i'),
    understand: (x) => ({ topic: 'choice', number: ORDINALS.indexOf(x.toLowerCase()) + 1 }),
  },

  // Talk.
  {
    pattern: /^(?:hi|hello|hey|hallo|howdy|good (?:morning|afternoon|evening|day))(?: there| guide| code guide)?$/i,
    understand: () => ({ topic: 'greeting' }),
  },
  { pattern: /^(?:thanks|thank you|thx|cheers|great|perfect|nice|cool|got it)(?: .*)?$/i, understand: () => ({ topic: 'thanks' }) },
  {
    pattern:
      /^(?:help|help me|hilfe|\?|commands?|examples?|what can (?:you|i) (?:do|ask|say|answer)(?: .*)?|how do(?:es)? (?:you|i|this) (?:work|use (?:you|this))|(?:who|what) are you|what do you (?:do|know|understand)|are you (?:an? )?(?:ai|llm|bot|human|language model|real|chat ?gpt|gpt|claude|gemini|agent).*)$/i,
    understand: () => ({ topic: 'help' }),
  },

  // The working tree. Before impact: "what breaks with my changes" is about the changes.
  {
    pattern: /\b(?:which|what) tests?\b.*\b(?:my|our|these|the|uncommitted|local|current) (?:\w+ )?(?:changes?|edits?|diff|work)\b/i,
    understand: () => ({ topic: 'tests' }),
  },
  {
    pattern:
      /^(?:which|what) tests? (?:should i|do i (?:need|have) to|must i|to|can i|need to be|should be) (?:run|rerun)(?: now| again)?$/i,
    understand: () => ({ topic: 'tests' }),
  },
  {
    pattern:
      /^(?:what should i test|(?:run )?(?:the )?(?:affected|relevant) tests?|(?:which|what) tests? (?:are|is) (?:affected|relevant|concerned)|tests? (?:to run|for (?:my|the|these|this) (?:changes?|diff|work)))$/i,
    understand: () => ({ topic: 'tests' }),
  },
  {
    pattern:
      /^what (?:breaks?|is affected|could break|would break|do i break|did i break).*\b(?:my|these|uncommitted|local) (?:changes?|edits?|diff)$/i,
    understand: () => ({ topic: 'tests' }),
  },
  {
    pattern: /^(?:impact|effects?|consequences) of (?:my|these|the (?:uncommitted|local)) (?:changes?|edits?|diff)$/i,
    understand: () => ({ topic: 'tests' }),
  },
  {
    pattern:
      /^(?:what (?:did i|have i|have we|did we|i have|i) (?:just )?(?:change|changed|edit|edited|do|done|touch|touched)(?: (?:so far|today|lately|here))?|what(?: is| has| was)? (?:changed|new|different|modified)(?: .*)?|(?:my |the |list |show )*(?:uncommitted |local |live |working tree |current )?(?:changes|diff|modifications)|git (?:status|diff))$/i,
    understand: () => ({ topic: 'changes' }),
  },

  // Callers, callees, uses.
  { pattern: /^(?:who|what)(?: all)? (?:calls?|is calling|invokes?)(?: (?<x>.+))?$/i, understand: about('callers') },
  {
    pattern: /^(?:which|what) (?:functions?|methods?|code|files?|places?|classes) (?:calls?|invokes?) (?<x>.+)$/i,
    understand: about('callers'),
  },
  { pattern: /^(?:the )?callers?(?: (?:of|for) (?<x>.+))?$/i, understand: about('callers') },
  { pattern: /^(?<x>\S+?)(?:'s)? callers?$/i, understand: about('callers') },
  { pattern: /^(?:from )?where is (?<x>.+?) (?:called|invoked)(?: from)?$/i, understand: about('callers') },
  { pattern: /^(?:what|which (?:functions?|methods?)) (?:does|do|did) (?<x>.+?) (?:call|invoke)$/i, understand: about('callees') },
  { pattern: /^(?:what|who|which functions?) (?:is|are|gets?) (?:called|invoked) (?:by|from|in) (?<x>.+)$/i, understand: about('callees') },
  { pattern: /^(?:the )?(?:callees?|calls)(?: (?:of|for|from|in) (?<x>.+))?$/i, understand: about('callees') },
  { pattern: /^what (?:does|do) (?<x>.+?) (?:use|import|depend on|need|rely on)$/i, understand: about('callees') },
  { pattern: /^(?:who|what) (?:uses?|references?|reads?|imports?|mentions?)(?: (?<x>.+))?$/i, understand: about('references') },
  { pattern: /^(?:where|how often|how) is (?<x>.+?) (?:used|referenced|imported|read|mentioned)$/i, understand: about('references') },
  {
    pattern: /^(?:find |list |show )*(?:me )?(?:all )?(?:the )?(?:references?|usages?|uses) (?:of|to|for) (?<x>.+)$/i,
    understand: about('references'),
  },

  // Impact and tests of something.
  {
    pattern: new RegExp(
      `^(?:what|which (?:functions?|files?|tests?|code|parts?))(?: else)? (?:breaks?|will break|would break|could break|might break|can break|happens|would happen|is affected|are affected|stops? working|(?:(?:will|would|could|might|can) )?fails?) (?:if|when) (?:i|we|you|someone|somebody) (?:were to )?${CHANGE} (?<x>.+)$`,
      'i',
    ),
    understand: about('impact'),
  },
  { pattern: new RegExp(`^(?:if|when) (?:i|we) ${CHANGE} (?<x>.+?),? (?:what|which).*$`, 'i'), understand: about('impact') },
  {
    pattern:
      /^what (?:breaks?|will break|would break|happens) (?:if|when) (?<x>.+?) (?:changes|is changed|breaks|fails|is removed|is renamed|is deleted)$/i,
    understand: about('impact'),
  },
  {
    pattern: new RegExp(
      `^(?:is it (?:safe|ok|okay|dangerous|risky) to|can i(?: safely)?|may i|should i|how (?:safe|risky|dangerous) is it to|how hard is it to) ${CHANGE} (?<x>.+)$`,
      'i',
    ),
    understand: about('impact'),
  },
  {
    pattern: new RegExp(
      `^(?:the )?(?:impact|effects?|consequences|risks?|blast radius) (?:of|for|on) (?:a change (?:to|of|in) |changes (?:to|in) |${CHANGE} )?(?<x>.+)$`,
      'i',
    ),
    understand: about('impact'),
  },
  { pattern: /^(?:impact|blast radius) (?<x>\S+)$/i, understand: about('impact') },
  { pattern: /^(?:who|what)(?: all)? (?:depends?|relies|rely) (?:up)?on (?<x>.+)$/i, understand: about('impact') },
  { pattern: /^what (?:is|are|would be|will be) affected (?:by|if i change|when i change) (?<x>.+)$/i, understand: about('impact') },
  {
    pattern: /^(?:what breaks|what is the (?:impact|risk)|(?:the )?impact)$/i,
    understand: () => ({ topic: 'impact', subject: { by: 'context' } }),
  },
  {
    pattern:
      /^(?:which|what|are there|show|list) (?:any )?(?:the )?(?:unit )?tests? (?:that )?(?:cover|covers|test|tests|exercise|exercises|check|checks|reach|call|use|are there for|exist for|for|of|should i run for|should i run (?:if|when|after) i change) (?<x>.+)$/i,
    understand: about('tests-of'),
  },
  { pattern: /^(?:the )?tests? (?:of|for|covering|that cover) (?<x>.+)$/i, understand: about('tests-of') },
  { pattern: /^(?:is|are) (?<x>.+?) (?:tested|covered)(?: by (?:a |any )?tests?)?$/i, understand: about('tests-of') },

  // The project as a whole.
  {
    pattern:
      /^(?:what(?: code| functions?| files?| classes)? (?:is|are) (?:unused|not used|never used|dead|unreachable|never called|not called)(?: anywhere)?|(?:find |list |show |any )*(?:me )?(?:all )?(?:the )?(?:dead|unused|unreachable) (?:code|functions?|methods?|classes|things|definitions|stuff)|what can i (?:safely )?(?:delete|remove|throw away)|is there (?:any )?(?:dead|unused) code|dead|unused)(?: (?:in|below|under|of) (?<x>.+))?$/i,
    understand: (x) => ({ topic: 'unused', folder: asFolder(x) }),
  },
  {
    pattern:
      /\b(?:architecture|layers?|layering|cycles?|cyclic|circular|import loops?|entry[ -]?points?|hubs?|hot ?spots?|dependency structure|most (?:used|imported|depended[ -]on) files?)\b/i,
    understand: (_x, sentence) => ({ topic: 'architecture', part: architecturePart(sentence) }),
  },
  {
    pattern: /^where does (?:it|this|the (?:app|program|project)) start$/i,
    understand: () => ({ topic: 'architecture', part: 'entry-points' }),
  },
  {
    pattern:
      /^how (?:is|are) (?:it|this|the (?:code|project|app|modules|files|folders)|everything) (?:structured|organi[sz]ed|built|layered|laid out|connected|put together)$/i,
    understand: () => ({ topic: 'architecture', part: 'all' }),
  },
  {
    pattern: /^(?:which|what) (?:folders?|modules?|files?|packages?) depends? on (?:which|what|each other).*$/i,
    understand: () => ({ topic: 'architecture', part: 'all' }),
  },
  {
    pattern:
      /^(?:(?:which|what|any|find|list|show|detect|are there)(?: me)? )*(?:the )?(?:design |code |recurring )?patterns?(?: (?:are (?:there|used|in use)|do you (?:see|find)|does (?:it|this) use|is used|here|exist))*$/i,
    understand: () => ({ topic: 'patterns', pattern: null }),
  },
  {
    pattern:
      /^(?:(?:where are |which are |what are |list |find |show )(?:me )?(?:all )?(?:the )?|(?=\S+(?:s|es)$))(?<x>singletons?|factor(?:y|ies)|routes?|decorators?|fixtures?|builders?|caches?|data ?classes|observers?|generators?|context managers?|event emitters?|error types?|hooks?|components?)$/i,
    understand: (x) => ({ topic: 'patterns', pattern: singular(x) }),
  },
  {
    pattern:
      /^(?:(?:which|what|any|are|find|list|show|are there)(?: me)? )*(?:the )?(?:problems?|diagnostics?|syntax errors?|parse (?:errors?|failures?)|errors?|warnings?|broken imports?|unresolved imports?)(?: (?:are (?:there|here)|do you (?:see|find)|is there|exist|with the (?:code ?map|project)))*$/i,
    understand: () => ({ topic: 'problems' }),
  },
  {
    pattern: /^(?:what|which files?) (?:could|can|did) (?:not|you not) (?:be )?(?:read|parsed?|understood|seen?|understand|see)$/i,
    understand: () => ({ topic: 'problems' }),
  },

  // One file.
  {
    pattern:
      /^(?:the )?(?:an )?(?:outline|contents?|structure|symbols?|functions?|methods?|classes|definitions|exports?|summary)(?: (?:of|in|for|from) (?<x>.+))$/i,
    understand: asOutline,
  },
  { pattern: /^outline (?<x>.+)$/i, understand: asOutline },
  {
    pattern:
      /^(?:what is|what do we have|what do you find|what functions? are|what classes are|which (?:functions?|classes|methods?|symbols?) are|what does it look like|list everything|everything) (?:inside|inside of|in|there in|defined in) (?<x>.+)$/i,
    understand: asOutline,
  },
  {
    pattern: /^(?:show|open|read|list|summari[sz]e|explain|describe)(?: me)? (?:the )?(?:file )?(?<x>\S+)$/i,
    understand: (x) => (looksLikeFile(nameIn(x)) ? asOutline(x) : undefined),
  },

  // The map.
  {
    pattern:
      /^(?:(?:show|draw|make|give|get|create|print)(?: me)? )?(?:an? |the )?(?:code ?map|repo(?:sitory)? map|map|overview|summary|tour|big picture|introduction|outline|structure)(?: (?:of|for|around) .*)?$/i,
    understand: () => ({ topic: 'overview' }),
  },
  {
    pattern:
      /^(?:map|explain|describe|summari[sz]e|introduce|walk me through|show|analy[sz]e|understand|explore)(?: me)?(?: to)? (?:it|this|(?:the|this|my|our) (?:whole |entire )?(?:project|repo|repository|code ?base|code|app|application|folder|files))(?: to .*)?$/i,
    understand: () => ({ topic: 'overview' }),
  },
  {
    pattern:
      /^(?:what is (?:here|this|there|this (?:project|repo|repository|code ?base|code|app)(?: about)?|in (?:this|the) (?:project|repo|repository|code ?base|folder))|what (?:does|do) (?:this|the) (?:project|repo|code ?base|code|app) (?:do|contain|look like)|what am i looking at|where (?:do|should|can) i (?:start|begin)(?: reading)?|(?:what are )?(?:the )?(?:most )?(?:important|main|key|core) (?:files|parts|modules|functions|classes|things))$/i,
    understand: () => ({ topic: 'overview' }),
  },

  // One definition.
  { pattern: new RegExp(`^${FIND}(?: me)? (?:the (?:definition|declaration) of )?(?<x>.+)$`, 'i'), understand: about('definition') },
  {
    pattern:
      /^where (?:is|are|can i find|do i find|does one find) (?<x>.+?)(?: (?:defined|declared|implemented|written|located|found|living))?$/i,
    understand: about('definition'),
  },
  { pattern: /^(?:the )?(?:definition|declaration|place|signature) of (?<x>.+)$/i, understand: about('definition') },
  { pattern: /^(?:which|what) file (?:defines|contains|has|declares) (?<x>.+)$/i, understand: about('definition') },
  { pattern: /^what (?:does|do) (?<x>.+?) (?:do|mean|return|take)$/i, understand: about('definition') },
  { pattern: /^(?:what|who) (?:is|are) (?<x>.+)$/i, understand: about('definition') },
  { pattern: /^(?:explain|describe|show|define)(?: me)? (?<x>.+)$/i, understand: about('definition') },

  // Follow-ups.
  { pattern: /^(?:what|how) about (?<x>.+)$/i, understand: whatAbout },
  { pattern: /^(?:the )?same (?:for|with|of) (?<x>.+)$/i, understand: whatAbout },
  { pattern: /^(?:i mean(?:t)?|no, ?(?:i mean(?:t)?)?|for) (?<x>.+)$/i, understand: whatAbout },

  // A name alone.
  { pattern: /^(?<x>\S+)$/, understand: bareName },
];

// ---- making utterances -----------------------------------------------------------------------------------------------

/** About a definition. Words that are no name leave the sentence to the lines below. */
function about(topic: SubjectTopic): Rule['understand'] {
  return (x) => {
    const subject = subjectIn(x);
    return subject && { topic, subject };
  };
}

function asOutline(x: string): Utterance | undefined {
  const subject = subjectIn(x);
  if (subject === undefined) return undefined;
  return { topic: 'outline', subject };
}

function whatAbout(x: string): Utterance | undefined {
  const subject = subjectIn(x);
  return subject && { topic: 'what-about', subject };
}

function bareName(x: string): Utterance | undefined {
  const subject = subjectIn(x);
  if (subject?.by !== 'name') return undefined;
  if (looksLikeFile(subject.name)) return { topic: 'outline', subject };
  return NAME.test(subject.name) ? { topic: 'definition', subject } : undefined;
}

/** Which part of the architecture a text asks for. */
function architecturePart(text: string): ArchitecturePart {
  return PARTS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'all';
}
