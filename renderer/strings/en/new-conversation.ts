import type { ReactNode } from 'react';
import { phrase } from '../phrase.ts';

/** A conversation that nothing was said in yet. */
export const newConversation = {
  askCodeGuide: 'Ask the code guide',
  whatAbout: (project: string) => `What do you want to know about ${project}?`,
  codeGuideHint: 'It answers questions about your code on this computer, without an account. Choose a project folder to begin.',
  changeFolder: 'Change folder',
  ownKeyOffer: 'For an agent that writes and runs code, use a key of your own.',
  whatWork: 'What are you working on?',
  whatIn: (project: string) => `What shall we do in ${project}?`,
  promisePlan: 'reads there and changes nothing',
  promiseDefault: 'asks before it changes anything',
  promiseAutoEdit: 'edits files and asks before it runs commands',
  promiseYolo: 'edits and runs everything without asking',
  chooseProjectHint: 'Choose a project folder and the agent can read its files, change them and run its commands.',
  explainProject: 'Explain this project',
  explainProjectHint: 'What it does, how it is built, where to start reading',
  explainProjectPrompt:
    'Explain this project to someone who joins it today: what it does, how it is structured, the five files to read first and why, and how to build and test it.',
  findBug: 'Find a likely bug',
  findBugHint: 'One real problem, with the lines that prove it',
  findBugPrompt:
    'Look through this project for one real bug. Show the lines that prove it, say how it would be noticed, and propose the smallest fix. Do not change any file yet.',
  whatChanged: 'What changed lately',
  whatChangedHint: 'The last commits in plain words, and what looks unfinished',
  whatChangedPrompt:
    'Read the last 15 commits of this repository and sum up in plain words what changed and why. Then list what looks unfinished.',
  mapProject: 'Map this project',
  mapProjectHint: 'Its most important files and functions, and where it starts',
  /** These three the code guide answers as they stand. */
  mapProjectPrompt: 'Map this project',
  whatUnusedPrompt: 'What is unused?',
  whichTestsPrompt: 'Which tests should I run for my changes?',
  whatUnused: 'What is unused?',
  whatUnusedHint: 'Functions and classes that nothing reaches',
  whichTests: 'Which tests should I run for my changes?',
  whichTestsHint: 'What you changed, what that can break, and the command to run',
  planWork: 'Plan a piece of work',
  planWorkHint: 'Steps, risks and open questions before any code',
  planWorkPrompt:
    'Help me plan a piece of work before I write code. Ask me up to five questions about it, one at a time, then write the steps, the risks and what is still open.\n\nIt is about: ',
  writeRegex: 'Write a regular expression',
  writeRegexHint: 'With test cases it accepts and refuses',
  writeRegexPrompt:
    'Write a regular expression that matches dates like 2026-03-09 but not 2026-13-40. Explain each part and give a table of ten test cases.',
  explainError: 'Explain an error',
  explainErrorHint: 'Paste a message or stack trace after it',
  explainErrorPrompt: 'Explain this error: what it means, its three most likely causes in order, and how to tell which one it is.\n\n',
  codeGuideReads: (folder: ReactNode) => phrase`The code guide reads ${folder} on this computer, without an account, and changes nothing.`,
  worksIn: (folder: ReactNode, promise: string) => phrase`The agent works in ${folder} and ${promise}.`,
  connect: (agent: string) => `Connect ${agent}`,
};
