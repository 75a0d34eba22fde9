import { Bug, FlaskConical, FolderTree, GitCommitHorizontal, ListChecks, MessageCircleQuestion, Regex, Scissors } from 'lucide-react';
import type { ReactNode } from 'react';
import { strings } from '../../strings/strings.ts';

/** Something real to try: what the button says, and what it puts into the composer. */
export type StartingPrompt = { title: string; description: string; icon: ReactNode; text: string };

/** For a conversation that works in a project: they read, so they are safe in any folder, and their answers are useful at once. */
export const PROJECT_PROMPTS: readonly StartingPrompt[] = [
  {
    title: strings.newConversation.explainProject,
    description: strings.newConversation.explainProjectHint,
    icon: <FolderTree aria-hidden />,
    text: strings.newConversation.explainProjectPrompt,
  },
  {
    title: strings.newConversation.findBug,
    description: strings.newConversation.findBugHint,
    icon: <Bug aria-hidden />,
    text: strings.newConversation.findBugPrompt,
  },
  {
    title: strings.newConversation.whatChanged,
    description: strings.newConversation.whatChangedHint,
    icon: <GitCommitHorizontal aria-hidden />,
    text: strings.newConversation.whatChangedPrompt,
  },
];

/** For the code guide, which answers such questions as they stand. */
export const GUIDE_PROMPTS: readonly StartingPrompt[] = [
  {
    title: strings.newConversation.mapProject,
    description: strings.newConversation.mapProjectHint,
    icon: <FolderTree aria-hidden />,
    text: strings.newConversation.mapProjectPrompt,
  },
  {
    title: strings.newConversation.whatUnused,
    description: strings.newConversation.whatUnusedHint,
    icon: <Scissors aria-hidden />,
    text: strings.newConversation.whatUnusedPrompt,
  },
  {
    title: strings.newConversation.whichTests,
    description: strings.newConversation.whichTestsHint,
    icon: <FlaskConical aria-hidden />,
    text: strings.newConversation.whichTestsPrompt,
  },
];

/** For a conversation without a folder. */
export const GENERAL_PROMPTS: readonly StartingPrompt[] = [
  {
    title: strings.newConversation.planWork,
    description: strings.newConversation.planWorkHint,
    icon: <ListChecks aria-hidden />,
    text: strings.newConversation.planWorkPrompt,
  },
  {
    title: strings.newConversation.writeRegex,
    description: strings.newConversation.writeRegexHint,
    icon: <Regex aria-hidden />,
    text: strings.newConversation.writeRegexPrompt,
  },
  {
    title: strings.newConversation.explainError,
    description: strings.newConversation.explainErrorHint,
    icon: <MessageCircleQuestion aria-hidden />,
    text: strings.newConversation.explainErrorPrompt,
  },
];
