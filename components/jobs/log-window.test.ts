import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  append,
  byteLength,
  emptyWindow,
  endOf,
  fromLineStart,
  heldPieces,
  lineAt,
  type LogWindow,
  pieceBytes,
  prepend,
  startOf,
} from './log-window';

const page = (offset: number, text: string) => ({ offset, text, next: offset + byteLength(text) });

describe('append', () => {
  it('goes on with a line that had not ended', () => {
    const first = append(emptyWindow, page(0, 'one\ntw')).window;
    const { window } = append(first, page(6, 'o\nthree\n'));
    expect(window.lines).toEqual(['one', 'two', 'three']);
    expect([startOf(window), endOf(window)]).toEqual([0, 14]);
  });

  it('gives the same lines however the log was cut', () => {
    const log = fc.array(fc.string({ unit: fc.constantFrom('a', 'ü', ' ', '\n') }), { maxLength: 20 });
    fc.assert(
      fc.property(log, (parts) => {
        let window: LogWindow = emptyWindow;
        for (const text of parts) window = append(window, page(endOf(window), text)).window;
        const whole = parts.join('').split('\n');
        expect(window.lines).toEqual(whole.at(-1) === '' ? whole.slice(0, -1) : whole);
        expect(endOf(window)).toBe(byteLength(parts.join('')));
      }),
      { seed: 3 },
    );
  });

  it('holds no more than some pieces of a log without end, and says how many lines it let go', () => {
    const lines = pieceBytes / 256;
    let window: LogWindow = emptyWindow;
    let dropped = 0;
    for (let i = 0; i < 400; i++) {
      const result = append(window, page(endOf(window), `${'.'.repeat(255)}\n`.repeat(lines)));
      ({ window } = result);
      dropped += result.dropped;
    }
    expect(endOf(window)).toBe(400 * pieceBytes);
    expect(window.lines).toHaveLength(heldPieces * lines);
    expect(dropped).toBe((400 - heldPieces) * lines);
  });
});

describe('prepend', () => {
  it('puts earlier lines first and lets go of the end', () => {
    let window = append(emptyWindow, page(3000, 'late\n')).window;
    for (let i = 1; i <= heldPieces; i++) ({ window } = prepend(window, page(3000 - i * 4, `${i}..\n`)));
    expect(window.lines).toEqual(['6..', '5..', '4..', '3..', '2..', '1..']);
    expect(endOf(window)).toBe(3000);
  });
});

describe('fromLineStart', () => {
  it('leaves out the rest of a line in whose middle it begins', () => {
    expect(fromLineStart(page(10, 'rest\nwhole ü\n'))).toEqual({ offset: 15, next: 24, text: 'whole ü\n' });
  });

  it('keeps the beginning of a log, and a page that is one line', () => {
    expect(fromLineStart(page(0, 'a\nb\n')).text).toBe('a\nb\n');
    expect(fromLineStart(page(7, 'only\n')).text).toBe('only\n');
  });
});

describe('lineAt', () => {
  it('finds the line a byte lies in', () => {
    const { window } = append(emptyWindow, page(100, 'ü1\ntwo\nthree\n'));
    expect([100, 103, 104, 107, 108, 500].map((offset) => lineAt(window, offset))).toEqual([0, 0, 1, 1, 2, 2]);
  });
});
