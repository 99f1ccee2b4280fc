import type { LogPage } from '@/lib/api/job-contracts';

/** A part of a log that is in memory: whole lines, and the bytes they came from. */
interface Piece {
  offset: number;
  next: number;
  lines: readonly string[];
  /** The last line has not ended: what comes next goes on with it. */
  isOpen: boolean;
}

/** The stretch of a log that is held: some pieces without gaps, however long the log is. */
export interface LogWindow {
  pieces: readonly Piece[];
  lines: readonly string[];
}

export const emptyWindow: LogWindow = { pieces: [], lines: [] };

/** Bytes asked for at once, and how many such pieces are held. */
export const pieceBytes = 256 * 1024;
export const heldPieces = 6;

type Page = Pick<LogPage, 'offset' | 'next' | 'text'>;

export const startOf = ({ pieces }: LogWindow): number => pieces[0]?.offset ?? 0;
export const endOf = ({ pieces }: LogWindow): number => pieces.at(-1)?.next ?? 0;

const encoder = new TextEncoder();
export const byteLength = (text: string): number => encoder.encode(text).length;

const windowOf = (pieces: readonly Piece[]): LogWindow => ({ pieces, lines: pieces.flatMap(({ lines }) => lines) });

function pieceOf({ offset, next, text }: Page): Piece {
  const lines = text.split('\n');
  const isOpen = lines.at(-1) !== '';
  return { offset, next, lines: isOpen ? lines : lines.slice(0, -1), isOpen };
}

/**
 * The page without the rest of a line it begins in the middle of: pages asked for at any byte do, unless it is the
 * first. A page that is nothing but one line stays.
 */
export function fromLineStart(page: Page): Page {
  const end = page.text.indexOf('\n');
  if (page.offset === 0 || end < 0 || end === page.text.length - 1) return page;
  const text = page.text.slice(end + 1);
  return { text, offset: page.next - byteLength(text), next: page.next };
}

/** The window with what follows it, and how many lines at its beginning it let go for that. */
export function append(window: LogWindow, page: Page): { window: LogWindow; dropped: number } {
  if (page.text === '') return { window, dropped: 0 };
  const last = window.pieces.at(-1);
  const piece = pieceOf(page);
  const pieces = [...window.pieces];
  const isSmall = last && last.next - last.offset < pieceBytes;
  if (last?.isOpen) {
    const [first = '', ...rest] = piece.lines;
    const joined = [...last.lines.slice(0, -1), `${last.lines.at(-1) ?? ''}${first}`, ...rest];
    pieces[pieces.length - 1] = { offset: last.offset, next: piece.next, lines: joined, isOpen: piece.isOpen };
  } else if (isSmall) {
    // Following a log brings it by the line: small pieces grow, so that they stay few.
    const lines = [...last.lines, ...piece.lines];
    pieces[pieces.length - 1] = { offset: last.offset, next: piece.next, lines, isOpen: piece.isOpen };
  } else pieces.push(piece);
  const surplus = pieces.splice(0, Math.max(0, pieces.length - heldPieces));
  return { window: windowOf(pieces), dropped: surplus.reduce((sum, { lines }) => sum + lines.length, 0) };
}

/** The window with what precedes it, and how many lines that added; its end is let go where it grows too long. */
export function prepend(window: LogWindow, page: Page): { window: LogWindow; added: number } {
  const piece = pieceOf(page);
  const pieces = [piece, ...window.pieces].slice(0, heldPieces);
  return { window: windowOf(pieces), added: piece.lines.length };
}

/** Index of the line that holds a byte; the nearest one where the window does not reach it. */
export function lineAt({ pieces }: LogWindow, offset: number): number {
  let index = 0;
  for (const piece of pieces) {
    if (offset >= piece.next) {
      index += piece.lines.length;
      continue;
    }
    let at = piece.offset;
    for (const line of piece.lines) {
      at += byteLength(line) + 1;
      if (at > offset) return index;
      index++;
    }
  }
  return Math.max(0, index - 1);
}
