/** What the guide says about itself, and when it cannot answer. */
import { blocks, code, list } from '../markdown.ts';
import { type Answer, askNext, type ProjectState } from './answer.ts';

const ABILITIES = [
  'Map this project',
  'Where is `createServer`?',
  'Who calls `total`? And what does it call?',
  'What breaks if I change `Order.save`?',
  'Which tests should I run for my changes?',
  'What is unused?',
  'Show the architecture, its layers, cycles or entry points',
  'Outline of `src/app.ts`',
  'Which patterns are there? What are the problems?',
];

const WHAT_I_AM =
  'I am the code guide: I answer questions about your code from its map, on this computer, without an account. I am not a language model, so I do not write code and I understand only plain questions like these.';

export function helpAnswer(): Answer {
  return {
    markdown: blocks(
      WHAT_I_AM,
      '### What you can ask',
      list(ABILITIES),
      `Follow-ups work too: ${code('who calls it?')}, ${code('what about price?')}, ${code('show more')}.`,
    ),
  };
}

export function greetingAnswer(project: ProjectState): Answer {
  return {
    markdown: blocks(
      `Hello. ${WHAT_I_AM.replace('like these', 'about it')}`,
      project === 'no-folder' && NO_FOLDER,
      project === 'ready' && askNext('Map this project', 'What is unused?', 'Which tests should I run for my changes?'),
    ),
  };
}

export function thanksAnswer(): Answer {
  return { markdown: 'You are welcome. Ask on whenever you like.' };
}

export function unknownAnswer(): Answer {
  return {
    markdown: blocks(
      'I did not understand that. I am not a language model: I answer a set of plain questions about your code.',
      list(ABILITIES),
      'For anything else, switch this conversation to another agent with the model button below the message field.',
    ),
  };
}

export function nothingMoreAnswer(): Answer {
  return { markdown: 'There is no more to show: no list is open.' };
}

export function wrongChoiceAnswer(candidates: number): Answer {
  return {
    markdown:
      candidates === 0
        ? `There is no list to choose from. ${code('help')} says what you can ask.`
        : `Choose a number from 1 to ${candidates}, or ask something else.`,
  };
}

const NO_FOLDER =
  'This conversation has no project folder yet. Choose one with the folder button below the message field, and I can map it, find definitions and their callers, say what a change would break, which tests to run, and what is unused.';

export function noFolderAnswer(): Answer {
  return { markdown: NO_FOLDER };
}

/** A client that speaks the protocol but has no code map. */
export function noCodeMapAnswer(): Answer {
  return {
    markdown: blocks(
      'I need the code map of the app that runs me, and this one does not offer it.',
      'It comes as host tools: a client sends them with `configure`, asks with `"stream":true`, and answers my `host_call` events. In Agent Manager that happens by itself once a conversation has a project folder.',
    ),
  };
}

/** The code map failed. Its own words are a sentence; what to do is ours. */
export function problemAnswer(message: string): Answer {
  return {
    markdown: blocks(
      `The code map could not answer: ${message}`,
      'If it was reading a large project for the first time, ask again: what it has read by now is kept, and the next try is quicker.',
      askNext('What could not be read?'),
    ),
  };
}

export function tooMuchAnswer(): Answer {
  return {
    markdown: `That answer is too long for me to take in one piece. Ask about less: one file, or one folder, such as ${code('what is unused in src?')}.`,
  };
}
