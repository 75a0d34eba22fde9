/** From an utterance to its answer. */

import type { Answer, AnswerContext, Page, ProjectState } from './answers/answer.ts';
import { answerArchitecture } from './answers/architecture.ts';
import { answerCallees, answerCallers, answerReferences } from './answers/calls.ts';
import { answerChanges, answerTests, noGitAnswer } from './answers/changes.ts';
import { answerDefinition, answerUnresolved } from './answers/find.ts';
import { answerImpact, answerTestsOf } from './answers/impact.ts';
import { answerOutline } from './answers/outline.ts';
import { answerOverview } from './answers/overview.ts';
import { answerPatterns } from './answers/patterns.ts';
import { answerProblems } from './answers/problems.ts';
import {
  greetingAnswer,
  helpAnswer,
  noCodeMapAnswer,
  noFolderAnswer,
  nothingMoreAnswer,
  problemAnswer,
  thanksAnswer,
  tooMuchAnswer,
  unknownAnswer,
  wrongChoiceAnswer,
} from './answers/talk.ts';
import { answerUnused } from './answers/unused.ts';
import { type CodeMap, CodeMapProblem } from './code-map.ts';
import type { ConversationContext, ResolvedSubject } from './conversation-context.ts';
import type { Question, Subject, SubjectTopic, Utterance } from './question.ts';
import { chosenCandidate, resolveFile, resolveSubject } from './subject.ts';

export interface Conversed {
  markdown: string;
  /** What is remembered after it. */
  context: ConversationContext;
}

/** Answers. Throws only what stops the turn. */
export async function converse(
  utterance: Utterance,
  context: ConversationContext,
  codeMap: CodeMap,
  project: ProjectState,
): Promise<Conversed> {
  const small = smallTalk(utterance, project);
  if (small) return { markdown: small.markdown, context };
  if (project !== 'ready') return { markdown: (project === 'no-folder' ? noFolderAnswer() : noCodeMapAnswer()).markdown, context };
  const asked = meantBy(utterance, context);
  if ('markdown' in asked) return { markdown: asked.markdown, context };
  const subject = asked.chosen ?? context.subject;
  const answer = await answerOrExplain(asked.question, { codeMap, context: { ...context, subject }, page: asked.page });
  return {
    markdown: answer.markdown,
    context: {
      question: asked.question,
      subject: answer.subject ?? subject,
      next: answer.next ?? null,
      candidates: answer.candidates ?? [],
    },
  };
}

function smallTalk({ topic }: Utterance, project: ProjectState): Answer | undefined {
  if (topic === 'help') return helpAnswer();
  if (topic === 'greeting') return greetingAnswer(project);
  if (topic === 'thanks') return thanksAnswer();
  return undefined;
}

interface Asked {
  question: Question;
  page: Page;
  /** The candidate that the person chose: the question is then about "it". */
  chosen?: ResolvedSubject;
}

/** The question that an utterance comes to after what was said before, or the answer that says why it comes to none. */
function meantBy(utterance: Utterance, context: ConversationContext): Asked | Answer {
  const { question: before, next, candidates } = context;
  const beginning = (question: Question) => ({ question, page: null });
  const chosen = candidateIn(utterance, candidates);
  if (chosen && before && 'subject' in before) return { question: { ...before, subject: { by: 'context' } }, page: null, chosen };
  switch (utterance.topic) {
    case 'choice':
      return wrongChoiceAnswer(candidates.length);
    case 'more':
      return before && next ? { question: before, page: next } : nothingMoreAnswer();
    case 'what-about':
      return beginning({ topic: before && 'subject' in before ? before.topic : 'definition', subject: utterance.subject });
    case 'unknown':
    case 'help':
    case 'greeting':
    case 'thanks':
      return unknownAnswer();
    default:
      return beginning(utterance);
  }
}

function candidateIn(utterance: Utterance, candidates: readonly ResolvedSubject[]): ResolvedSubject | undefined {
  if (utterance.topic === 'choice') return candidates[utterance.number - 1];
  const isReply = utterance.topic === 'definition' || utterance.topic === 'outline' || utterance.topic === 'what-about';
  return isReply && utterance.subject.by === 'name' ? chosenCandidate(utterance.subject.name, candidates) : undefined;
}

async function answerOrExplain(question: Question, context: AnswerContext): Promise<Answer> {
  try {
    return await answerTo(question, context);
  } catch (error) {
    if (!(error instanceof CodeMapProblem)) throw error;
    if (error.kind === 'not-offered') return noCodeMapAnswer();
    if (error.kind === 'too-much') return tooMuchAnswer();
    const isAboutGit = (question.topic === 'changes' || question.topic === 'tests') && /\bgit\b|repository|commit/i.test(error.message);
    return isAboutGit ? noGitAnswer(error.message) : problemAnswer(error.message);
  }
}

async function answerTo(question: Question, context: AnswerContext): Promise<Answer> {
  switch (question.topic) {
    case 'overview':
      return answerOverview(context);
    case 'architecture':
      return answerArchitecture(question.part, context);
    case 'unused':
      return answerUnused(question.folder, context);
    case 'patterns':
      return answerPatterns(question.pattern, context);
    case 'changes':
      return answerChanges(context);
    case 'tests':
      return answerTests(context);
    case 'problems':
      return answerProblems(context);
    default:
      return answerAbout(question.topic, question.subject, context);
  }
}

const ABOUT: Readonly<Record<SubjectTopic, (subject: ResolvedSubject, context: AnswerContext) => Promise<Answer>>> = {
  definition: answerDefinition,
  callers: answerCallers,
  callees: answerCallees,
  references: answerReferences,
  impact: answerImpact,
  'tests-of': answerTestsOf,
  outline: answerOutline,
};

/** What can be said of a whole file; anything else needs a definition in it. */
const ABOUT_FILES: ReadonlySet<SubjectTopic> = new Set(['definition', 'outline', 'impact', 'tests-of']);

async function answerAbout(topic: SubjectTopic, asked: Subject, context: AnswerContext): Promise<Answer> {
  // The page after belongs to what was found then, whatever the name fits by now.
  const isContinued = context.page !== null && context.context.subject !== null;
  const subject: Subject = isContinued ? { by: 'context' } : asked;
  const isFileWanted = topic === 'outline' && subject.by === 'name';
  const resolution = isFileWanted ? await outlined(subject.name, context) : await resolveSubject(subject, context.context, context.codeMap);
  if (!('found' in resolution)) return answerUnresolved(resolution);
  const { found } = resolution;
  if (topic === 'outline') return answerOutline(found, context);
  return ABOUT[found.kind === 'file' && !ABOUT_FILES.has(topic) ? 'outline' : topic](found, context);
}

/** "Outline of Order" is the outline of the file that Order is in. */
async function outlined(name: string, { codeMap, context }: AnswerContext): ReturnType<typeof resolveFile> {
  const file = await resolveFile(name, codeMap);
  if (!('missing' in file)) return file;
  return resolveSubject({ by: 'name', name }, context, codeMap);
}
