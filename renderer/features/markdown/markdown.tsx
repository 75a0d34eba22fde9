import { memo, useMemo, useRef } from 'react';
import { CodeBlock } from './code-block.tsx';
import { LazyGroup } from './lazy-group.tsx';
import { growPieces, type MarkdownPiece, noPieces } from './markdown-pieces.ts';
import { linkDefinitions, parseProse } from './parse-prose.ts';
import styles from './prose.module.css';
import { Prose } from './prose.tsx';
import { VisibleText } from './visible-text.tsx';

/** Text of about this length is drawn as a whole; of a longer one only what is near the screen. */
const LAZY_FROM_LENGTH = 48_000;
/** About two screens of text. */
const GROUP_LENGTH = 8_000;

type MarkdownProps = {
  text: string;
  /** The text still grows: its end is shown as if what is open were closed. */
  isStreaming?: boolean;
};

/** Untrusted Markdown. A chunk that streams in costs the last piece only, however long the text is. */
export const Markdown = memo(function Markdown({ text, isStreaming = false }: MarkdownProps) {
  const previous = useRef(noPieces());
  const normalised = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const pieces = growPieces(previous.current, normalised);
  // Remembering pure work: rendering twice or not at all gives the same pieces.
  previous.current = pieces;
  // While text streams in its end is left out: a definition is of use once it is whole.
  const last = isStreaming ? null : pieces.open;
  const definitions = useMemo(() => definitionsIn(last === null ? pieces.closed : [...pieces.closed, last]), [pieces.closed, last]);
  const isLong = normalised.length > LAZY_FROM_LENGTH;
  const previousGroups = useRef<readonly PieceGroup[]>([]);
  const groups = useMemo(() => (isLong ? groupPieces(pieces.closed, previousGroups.current) : null), [pieces.closed, isLong]);
  if (groups !== null) previousGroups.current = groups;
  const renderPiece = (piece: MarkdownPiece, isOpen: boolean) => (
    <Piece key={piece.start} piece={piece} isOpen={isOpen && isStreaming} definitions={definitions} />
  );
  return (
    <div className={styles.prose} data-selectable>
      {groups === null
        ? pieces.closed.map((piece) => renderPiece(piece, false))
        : groups.map((group) => <Group key={group.start} group={group} definitions={definitions} />)}
      {pieces.open !== null && renderPiece(pieces.open, true)}
    </div>
  );
});

/** Drawn anew only when pieces were added to it: while an answer streams in, that is the last one. */
const Group = memo(function Group({ group, definitions }: { group: PieceGroup; definitions: string }) {
  return (
    <LazyGroup textLength={group.textLength}>
      {() => group.pieces.map((piece) => <Piece key={piece.start} piece={piece} isOpen={false} definitions={definitions} />)}
    </LazyGroup>
  );
});

type PieceProps = { piece: MarkdownPiece; isOpen: boolean; definitions: string };

const Piece = memo(
  function Piece({ piece, isOpen, definitions }: PieceProps) {
    return (
      <div className={styles.piece}>
        {piece.kind === 'code' ? (
          <CodeBlock language={piece.language} code={piece.code} isOpen={isOpen && !piece.isClosed} />
        ) : (
          <ProsePiece source={piece.source} isOpen={isOpen} definitions={definitions} />
        )}
      </div>
    );
  },
  (before, after) => before.isOpen === after.isOpen && before.definitions === after.definitions && isSamePiece(before.piece, after.piece),
);

function isSamePiece(a: MarkdownPiece, b: MarkdownPiece): boolean {
  if (a === b) return true;
  if (a.kind === 'code' && b.kind === 'code') return a.code === b.code && a.language === b.language && a.isClosed === b.isClosed;
  return a.kind === 'prose' && b.kind === 'prose' && a.source === b.source;
}

function ProsePiece({ source, isOpen, definitions }: { source: string; isOpen: boolean; definitions: string }) {
  const root = useMemo(() => parseProse(source, { isOpen, definitions }), [source, isOpen, definitions]);
  if (root !== null) return <Prose root={root} />;
  return (
    <div className={styles.plain}>
      <VisibleText>{source}</VisibleText>
    </div>
  );
}

function definitionsIn(pieces: readonly MarkdownPiece[]): string {
  return linkDefinitions(pieces.map((piece) => (piece.kind === 'prose' && piece.source.includes(']:') ? piece.source : '')).join('\n'));
}

type PieceGroup = { start: number; textLength: number; pieces: readonly MarkdownPiece[] };

/** Groups that are the same as before keep their identity. */
function groupPieces(pieces: readonly MarkdownPiece[], before: readonly PieceGroup[]): PieceGroup[] {
  const groups: { start: number; textLength: number; pieces: MarkdownPiece[] }[] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    const length = piece.end - piece.start;
    if (last === undefined || last.textLength > GROUP_LENGTH) groups.push({ start: piece.start, textLength: length, pieces: [piece] });
    else {
      last.pieces.push(piece);
      last.textLength += length;
    }
  }
  return groups.map((group, index) => {
    const old = before[index];
    const isSame = old?.pieces.length === group.pieces.length && old.pieces.every((piece, place) => piece === group.pieces[place]);
    return isSame ? old : group;
  });
}
