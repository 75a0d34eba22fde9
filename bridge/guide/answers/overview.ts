/** The project at a glance: how much there is, where it starts, what everything leans on. */
import { CodeMapProblem } from '../code-map.ts';
import { blocks, code, count, enumerated, fenced, list, place, plain, table } from '../markdown.ts';
import { languageName, said } from '../names.ts';
import { type Answer, type AnswerContext, askNext, coverageNote } from './answer.ts';

/** Enough for the most important dozen of files, and still read by people. */
const MAP_TOKENS = 700;

const MAX_FOLDERS = 10;

export async function answerOverview({ codeMap }: AnswerContext): Promise<Answer> {
  const structure = await codeMap.ask('structure', { limit: 1 }, 'Count files and languages');
  if (structure.total === 0) return emptyProject();
  const architecture = await codeMap.ask('architecture', { limit: 30 }, 'Look at the architecture');
  const map = await codeMap.askForMap({ tokens: MAP_TOKENS }, 'Map the most important files').catch((error: unknown) => {
    // The rest of the answer is worth having without it.
    if (error instanceof CodeMapProblem) return null;
    throw error;
  });
  const languages = Object.entries(structure.languages).sort(([, a], [, b]) => b.lines - a.lines);
  const lines = languages.reduce((sum, [, language]) => sum + language.lines, 0);
  const hub = architecture.hubs[0];
  return {
    next: null,
    markdown: blocks(
      `${count(structure.total, 'source file')}, ${count(lines, 'line')}: ${enumerated(languages.slice(0, 5).map(([name, language]) => `${languageName(name)} (${count(language.files, 'file')})`))}.`,
      coverageNote(structure),
      hub &&
        `Most depends on ${code(hub.file)}, which ${count(hub.used_by, 'other file')} ${hub.used_by === 1 ? 'imports' : 'import'}. ${cycleWords(architecture.cycle_count)}`,
      architecture.folders.length > 1 &&
        table(
          ['Folder', 'Files', 'Depends on'],
          largestFirst(architecture.folders).map(({ folder, files, depends_on: dependsOn }) => [
            code(folder || '.'),
            `${files}`,
            cut(Object.keys(dependsOn)) || 'nothing else here',
          ]),
        ),
      architecture.entry_points.length > 0 &&
        `### Where it starts\n\n${list(architecture.entry_points.slice(0, 6).map((entry) => `${said(entry)} at ${place(entry.file, entry.line)}: ${plain(entry.reason)}`))}`,
      map !== null && map !== '' && `### The most important definitions\n\nBy how much else depends on them:\n\n${fenced(map)}`,
      askNext(
        'Show the architecture',
        'What is unused?',
        hub ? `Outline of ${code(hub.file)}` : null,
        'Which tests should I run for my changes?',
      ),
    ),
  };
}

function emptyProject(): Answer {
  return {
    markdown: blocks(
      'There is no source code in this folder that I can read.',
      'I read Python, TypeScript, JavaScript, Go, Rust and Java. Files that Git ignores, and installed packages, are left out. Choose another folder with the folder button below the message field.',
    ),
  };
}

function largestFirst<Folder extends { files: number }>(folders: readonly Folder[]): Folder[] {
  return [...folders].sort((a, b) => b.files - a.files).slice(0, MAX_FOLDERS);
}

function cycleWords(cycles: number): string {
  return cycles === 0 ? 'No files import each other in a circle.' : `${count(cycles, 'group')} of files import each other in a circle.`;
}

function cut(folders: readonly string[]): string {
  const shown = folders.slice(0, 4).map((folder) => code(folder || '.'));
  return [...shown, ...(folders.length > 4 ? [`${folders.length - 4} more`] : [])].join(', ');
}
