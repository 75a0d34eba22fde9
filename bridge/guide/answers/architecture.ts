/** Layers, cycles, entry points and hubs. */
import type { IntermapResult } from '#protocol/intermap.ts';
import { blocks, code, count, list, place, plain, table } from '../markdown.ts';
import { said } from '../names.ts';
import type { ArchitecturePart } from '../question.ts';
import { type Answer, type AnswerContext, askNext, coverageNote } from './answer.ts';

type Architecture = IntermapResult<'architecture'>;

/** Entries of each section when the answer has them all. */
const SHORT = 5;

export async function answerArchitecture(part: ArchitecturePart, { codeMap }: AnswerContext): Promise<Answer> {
  const architecture = await codeMap.ask('architecture', { limit: part === 'all' ? 10 : 30 }, TITLES[part]);
  const most = part === 'all' ? SHORT : 30;
  const wants = (section: ArchitecturePart) => part === 'all' || part === section;
  const firstFile = architecture.hubs[0]?.file;
  return {
    next: null,
    markdown: blocks(
      part === 'all' &&
        `${count(architecture.files, 'file')} with ${count(architecture.dependencies, 'dependency', 'dependencies')} between them, in ${count(architecture.layers.length, 'layer')}. ${cycleSentence(architecture.cycle_count)}`,
      wants('layers') && layers(architecture, part === 'all'),
      wants('cycles') && (part === 'cycles' || architecture.cycle_count > 0) && cycles(architecture, most),
      wants('entry-points') && entryPoints(architecture, most),
      wants('hubs') && hubs(architecture, most),
      coverageNote(architecture),
      askNext(
        part !== 'cycles' && architecture.cycle_count > 0 && 'Which files import each other in cycles?',
        part !== 'layers' && 'Show the layers',
        part !== 'entry-points' && 'What are the entry points?',
        firstFile !== undefined && `What breaks if I change ${code(firstFile)}?`,
      ),
    ),
  };
}

const TITLES: Readonly<Record<ArchitecturePart, string>> = {
  all: 'Show the architecture',
  cycles: 'Find import cycles',
  layers: 'Show the layers',
  'entry-points': 'Find entry points',
  hubs: 'Find the most imported files',
};

function layers({ layers: all, folders }: Architecture, isShort: boolean): string {
  const rows = all
    .slice(0, isShort ? 8 : 30)
    .map(({ layer, count: files, files: names }) => [
      `${layer}`,
      `${files}`,
      names.slice(0, 4).map(code).join(', ') + (files > 4 ? ` and ${files - 4} more` : ''),
    ]);
  const upward =
    folders.length > 1
      ? ` The folders from the bottom up: ${[...folders]
          .sort((a, b) => a.mean_layer - b.mean_layer)
          .slice(0, 10)
          .map(({ folder }) => code(folder || '.'))
          .join(', ')}.`
      : '';
  return `${heading('Layers', isShort)}Layer 0 imports nothing of this project; each layer imports only from below.${upward}\n\n${table(['Layer', 'Files', 'For example'], rows)}`;
}

function cycles({ cycles: all, cycle_count: total }: Architecture, most: number): string {
  const head = `${heading('Import cycles', most === SHORT)}${cycleSentence(total)}`;
  if (all.length === 0) return head;
  const items = all.slice(0, most).map(({ length, example }) => {
    const steps = example.map(({ from, line }) => (line === null ? code(from) : place(from, line)));
    const back = example[0] ? [...steps, code(example[0].from)] : steps;
    return `${count(length, 'file')}: ${back.join(' → ')}`;
  });
  const rest = total - items.length;
  return `${head} Cut one import of each, and the files come apart:\n\n${list([...items, ...(rest > 0 ? [`and ${rest} more`] : [])])}`;
}

function entryPoints({ entry_points: all, entry_point_count: total }: Architecture, most: number): string {
  const head = heading('Entry points', most === SHORT);
  if (all.length === 0) return `${head}I found none: this may be a library.`;
  const items = all.slice(0, most).map((entry) => `${said(entry)} at ${place(entry.file, entry.line)}: ${plain(entry.reason)}`);
  const rest = total - items.length;
  return `${head}${count(total, 'place')} where the program may start:\n\n${list([...items, ...(rest > 0 ? [`and ${rest} more`] : [])])}`;
}

function hubs({ hubs: all }: Architecture, most: number): string {
  const head = heading('Hubs', most === SHORT);
  if (all.length === 0) return `${head}No file imports another.`;
  const rows = all.slice(0, most).map(({ file, used_by: usedBy, uses }) => [code(file), `${usedBy}`, `${uses}`]);
  return `${head}A change in one of these files is felt in many places.\n\n${table(['File', 'Imported by', 'Imports'], rows)}`;
}

/** A section of its own needs none. */
function heading(title: string, isOneOfMany: boolean): string {
  return isOneOfMany ? `### ${title}\n\n` : '';
}

function cycleSentence(cycles: number): string {
  return cycles === 0 ? 'No files import each other in a circle.' : `In ${count(cycles, 'place')} files import each other in a circle.`;
}
