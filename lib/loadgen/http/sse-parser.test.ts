import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SseParser } from './sse-parser';

const parse = (...pieces: (string | Buffer)[]) => {
  const parser = new SseParser();
  return [...pieces.flatMap((piece) => parser.push(Buffer.from(piece))), ...parser.finish()];
};

describe('SseParser', () => {
  it('gives the data of each event', () => {
    expect(parse('data: one\n\ndata: two\n\n')).toEqual(['one', 'two']);
  });

  it('gives an event as soon as its empty line is there', () => {
    const parser = new SseParser();
    expect(parser.push(Buffer.from('data: one\n'))).toEqual([]);
    expect(parser.push(Buffer.from('\ndata: two'))).toEqual(['one']);
    expect(parser.push(Buffer.from('\n\n'))).toEqual(['two']);
  });

  it('gives a last event without its empty line at the end', () => {
    expect(parse('data: one\n\ndata: [DONE]')).toEqual(['one', '[DONE]']);
  });

  it('reads lines that end in CRLF or CR', () => {
    expect(parse('data: one\r\n\r\ndata: two\r\rdata: three\n\r\n')).toEqual(['one', 'two', 'three']);
  });

  it('reads a CRLF that is cut in the middle as one line end', () => {
    expect(parse('data: one\r', '\ndata: more\r', '\n\r', '\n')).toEqual(['one\nmore']);
  });

  it('joins data lines of one event', () => {
    expect(parse('data: one\ndata:two\ndata\ndata: \n\n')).toEqual(['one\ntwo\n']);
  });

  it('drops comments, names, ids and events without data', () => {
    expect(parse(': ping\n\nevent: token\nid: 7\nretry: 10\ndata: one\n\nevent: empty\n\n')).toEqual(['one']);
  });

  it('drops a byte order mark', () => {
    expect(parse('\uFEFFdata: one\n\n')).toEqual(['one']);
  });

  it('keeps only one space away from the value', () => {
    expect(parse('data:  two spaces\n\ndata:none\n\n')).toEqual([' two spaces', 'none']);
  });

  it('gives the same events however the bytes are cut', () => {
    const value = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, ''));
    const line = fc.oneof(
      value.map((text) => `data: ${text}`),
      value.map((text) => `data:${text}`),
      value.map((text) => `: ${text}`),
      fc.constantFrom('event: token', 'id: 1', '', 'data', 'garbage', '\uFEFF'),
    );
    const text = fc
      .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r', '\n\n')))
      .map((lines) => lines.flat().join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 12 })), (whole, lengths) => {
        const bytes = Buffer.from(whole);
        const pieces: Buffer[] = [];
        let from = 0;
        for (const length of lengths) pieces.push(bytes.subarray(from, (from += length)));
        expect(parse(...pieces, bytes.subarray(from))).toEqual(parse(bytes));
      }),
      { seed: 4, numRuns: 2000 },
    );
  });

  it('gives back what was written, one event for each data line and empty line', () => {
    const text = fc.string({ unit: 'grapheme' }).map((value) => value.replace(/[\r\n]/g, ''));
    fc.assert(
      fc.property(fc.array(text), fc.constantFrom('\n', '\r\n', '\r'), (values, end) => {
        expect(parse(values.map((value) => `data: ${value}${end}${end}`).join(''))).toEqual(values);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('reads an endless line in small pieces without looking at its start again', () => {
    const parser = new SseParser();
    for (let piece = 0; piece < 100_000; piece++) parser.push(Buffer.alloc(16, 'x'));
    expect(parser.push(Buffer.from('\n\ndata: one\n\n'))).toEqual(['one']);
  });
});
