import { Bug, FlaskConical, FolderTree, GitCommitHorizontal, ListChecks, MessageCircleQuestion, Regex, Scissors } from 'lucide-react';
import type { ReactNode } from 'react';

/** Something real to try: what the button says, and what it puts into the composer. */
export type StartingPrompt = { title: string; description: string; icon: ReactNode; text: string };

/** For a conversation that works in a project: they read, so they are safe in any folder, and their answers are useful at once. */
export const PROJECT_PROMPTS: readonly StartingPrompt[] = [
  {
    title: 'Explain this project',
    description: 'What it does, how it is built, where to start reading',
    icon: <FolderTree aria-hidden />,
    text: 'Explain this project to someone who joins it today: what it does, how it is structured, the five files to read first and why, and how to build and test it.',
  },
  {
    title: 'Find a likely bug',
    description: 'One real problem, with the lines that prove it',
    icon: <Bug aria-hidden />,
    text: 'Look through this project for one real bug. Show the lines that prove it, say how it would be noticed, and propose the smallest fix. Do not change any file yet.',
  },
  {
    title: 'What changed lately',
    description: 'The last commits in plain words, and what looks unfinished',
    icon: <GitCommitHorizontal aria-hidden />,
    text: 'Read the last 15 commits of this repository and sum up in plain words what changed and why. Then list what looks unfinished.',
  },
];

/** For the code guide, which answers such questions as they stand. */
export const GUIDE_PROMPTS: readonly StartingPrompt[] = [
  {
    title: 'Map this project',
    description: 'Its most important files and functions, and where it starts',
    icon: <FolderTree aria-hidden />,
    text: 'Map this project',
  },
  {
    title: 'What is unused?',
    description: 'Functions and classes that nothing reaches',
    icon: <Scissors aria-hidden />,
    text: 'What is unused?',
  },
  {
    title: 'Which tests should I run for my changes?',
    description: 'What you changed, what that can break, and the command to run',
    icon: <FlaskConical aria-hidden />,
    text: 'Which tests should I run for my changes?',
  },
];

/** For a conversation without a folder. */
export const GENERAL_PROMPTS: readonly StartingPrompt[] = [
  {
    title: 'Plan a piece of work',
    description: 'Steps, risks and open questions before any code',
    icon: <ListChecks aria-hidden />,
    text: 'Help me plan a piece of work before I write code. Ask me up to five questions about it, one at a time, then write the steps, the risks and what is still open.\n\nIt is about: ',
  },
  {
    title: 'Write a regular expression',
    description: 'With test cases it accepts and refuses',
    icon: <Regex aria-hidden />,
    text: 'Write a regular expression that matches dates like 2026-03-09 but not 2026-13-40. Explain each part and give a table of ten test cases.',
  },
  {
    title: 'Explain an error',
    description: 'Paste a message or stack trace after it',
    icon: <MessageCircleQuestion aria-hidden />,
    text: 'Explain this error: what it means, its three most likely causes in order, and how to tell which one it is.\n\n',
  },
];
