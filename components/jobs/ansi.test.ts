import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnsi, plainText } from './ansi';

const plain = { color: null, bold: false, dim: false };

describe('parseAnsi', () => {
  it('gives each piece its colour', () => {
    expect(parseAnsi('\x1b[1;36m(EngineCore pid=7)\x1b[0;0m INFO \x1b[91mbad\x1b[39m.')).toEqual([
      { text: '(EngineCore pid=7)', color: 'cyan', bold: true, dim: false },
      { ...plain, text: ' INFO ' },
      { ...plain, text: 'bad', color: 'red' },
      { ...plain, text: '.' },
    ]);
  });

  it('takes a colour out of 256 as the nearest it has, and leaves true colour alone', () => {
    expect(parseAnsi('\x1b[38;5;2mgo\x1b[38;2;1;31;32mon')).toEqual([
      { ...plain, text: 'go', color: 'green' },
      { ...plain, text: 'on', color: 'green' },
    ]);
  });

  it('drops what moves the cursor, sets titles or rings', () => {
    expect(plainText('\x1b[2K\x1b[1Aloading\x07 \x1b]0;title\x07done\x1b[?25h')).toBe('loading done');
  });

  it('shows the last state of a line that was written over', () => {
    expect(plainText('10 %\r50 %\r100 %\r')).toBe('100 %');
  });

  it('never lets a control character through, whatever comes', () => {
    const noise = fc.string({ unit: fc.constantFrom('\x1b', '[', ']', 'm', '3', '1', ';', 'a', '\r', '\x07', '\\') });
    fc.assert(
      fc.property(noise, (line) => {
        const shown = parseAnsi(line).map(({ text }) => text);
        expect(shown.join('')).toBe(plainText(line));

        expect(plainText(line)).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f]/);
      }),
      { seed: 2 },
    );
  });
});
