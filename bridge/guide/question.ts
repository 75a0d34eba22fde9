/** What a person can ask the guide. */

/** What a question is about: a name as the person wrote it, or whatever was talked about last. */
export type Subject = { by: 'name'; name: string } | { by: 'context' };

/** Topics that need a definition to talk about. */
export type SubjectTopic = 'definition' | 'callers' | 'callees' | 'references' | 'impact' | 'tests-of' | 'outline';

export type ArchitecturePart = 'all' | 'cycles' | 'layers' | 'entry-points' | 'hubs';

export type Question =
  | { topic: SubjectTopic; subject: Subject }
  | { topic: 'unused'; folder: string | null }
  | { topic: 'architecture'; part: ArchitecturePart }
  | { topic: 'patterns'; pattern: string | null }
  | { topic: 'overview' }
  | { topic: 'changes' }
  | { topic: 'tests' }
  | { topic: 'problems' };

/** What a person may say: a question, a word about the answer before, or neither. */
export type Utterance =
  | Question
  | { topic: 'help' }
  | { topic: 'greeting' }
  | { topic: 'thanks' }
  | { topic: 'more' }
  /** The number of a line in a list of candidates, from 1. */
  | { topic: 'choice'; number: number }
  /** The question before, about something else. */
  | { topic: 'what-about'; subject: Subject }
  | { topic: 'unknown' };
