/**
 * The simulator's vocabulary. Every token is a fixed piece of text, and text is cut greedily from the left, so that
 * text -> tokens -> text is exact for any text, and tokens -> text -> tokens for words written by the simulator itself.
 * English needs about three characters a token, somewhat fewer than real vocabularies.
 *
 * | ids | piece |
 * | --- | --- |
 * | 0 - 255 | one byte of UTF-8 |
 * | 256 - 70,559 | a letter and two small letters, the same with a space before |
 * | 70,560 - 73,263 | a letter and one small letter, the same with a space before |
 * | 73,264 - 73,315 | a space and a letter |
 * | 73,316 - 75,535 | one to three digits, the same with a space before |
 * | 75,536 - 128,255 | reserved: `<|reserved_special_token_N|>` |
 */
export const VOCABULARY_SIZE = 128_256;

const LETTERS = 52;
const SMALL = 26;
const THREE_FROM = 256;
const TWO_FROM = THREE_FROM + 2 * LETTERS * SMALL * SMALL;
const ONE_FROM = TWO_FROM + 2 * LETTERS * SMALL;
const DIGITS_FROM = ONE_FROM + LETTERS;
const DIGIT_TEXTS = 1110;
const RESERVED_FROM = DIGITS_FROM + 2 * DIGIT_TEXTS;

const SPACE = 32;
const RESERVED = /<\|reserved_special_token_(\d{1,6})\|>/y;

/** Cuts a text into tokens. */
export function tokenize(text: string): number[] {
  const tokens: number[] = [];
  let at = 0;
  while (at < text.length) at += takeToken(text, at, tokens);
  return tokens;
}

/** Joins tokens to text. Bytes that are no UTF-8 become the replacement character; an id outside is a RangeError. */
export function detokenize(tokens: readonly number[]): string {
  const parts: string[] = [];
  let bytes: number[] = [];
  for (const token of tokens) {
    if (!isToken(token)) throw new RangeError(`Token id ${token} is out of vocabulary`);
    if (token < THREE_FROM) bytes.push(token);
    else {
      if (bytes.length > 0) parts.push(decodeBytes(bytes));
      bytes = [];
      parts.push(pieceOf(token));
    }
  }
  if (bytes.length > 0) parts.push(decodeBytes(bytes));
  return parts.join('');
}

/** Whether a number is the id of a token. */
export function isToken(id: number): boolean {
  return Number.isInteger(id) && id >= 0 && id < VOCABULARY_SIZE;
}

/** A word of three small letters with a space before, chosen by any whole number: what the simulator writes. */
export function wordToken(draw: number): number {
  const word = draw % (SMALL * SMALL * SMALL);
  const first = Math.floor(word / (SMALL * SMALL));
  return THREE_FROM + (LETTERS + first) * SMALL * SMALL + (word % (SMALL * SMALL));
}

function takeToken(text: string, at: number, tokens: number[]): number {
  const spaced = text.charCodeAt(at) === SPACE ? 1 : 0;
  const start = at + spaced;
  const first = letterIndex(text.charCodeAt(start));
  if (first >= 0) return spaced + takeLetters(text, start, first, spaced, tokens);
  const digits = digitsAt(text, start);
  if (digits > 0) {
    tokens.push(DIGITS_FROM + spaced * DIGIT_TEXTS + digitIndex(text.slice(start, start + digits)));
    return spaced + digits;
  }
  return takeOther(text, at, tokens);
}

function takeLetters(text: string, start: number, first: number, spaced: 0 | 1, tokens: number[]): number {
  const second = smallIndex(text.charCodeAt(start + 1));
  const third = second < 0 ? -1 : smallIndex(text.charCodeAt(start + 2));
  if (third >= 0) {
    tokens.push(THREE_FROM + ((spaced * LETTERS + first) * SMALL + second) * SMALL + third);
    return 3;
  }
  if (second >= 0) {
    tokens.push(TWO_FROM + (spaced * LETTERS + first) * SMALL + second);
    return 2;
  }
  tokens.push(spaced ? ONE_FROM + first : text.charCodeAt(start));
  return 1;
}

function takeOther(text: string, at: number, tokens: number[]): number {
  RESERVED.lastIndex = at;
  const reserved = RESERVED.exec(text);
  const id = RESERVED_FROM + Number(reserved?.[1]);
  if (reserved && id < VOCABULARY_SIZE && String(Number(reserved[1])) === reserved[1]) {
    tokens.push(id);
    return reserved[0].length;
  }
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  tokens.push(...new TextEncoder().encode(character));
  return character.length;
}

function pieceOf(token: number): string {
  if (token >= RESERVED_FROM) return `<|reserved_special_token_${token - RESERVED_FROM}|>`;
  if (token >= DIGITS_FROM) return digitPiece(token - DIGITS_FROM);
  if (token >= ONE_FROM) return ` ${letterAt(token - ONE_FROM)}`;
  const [from, small] = token >= TWO_FROM ? [TWO_FROM, 1] : [THREE_FROM, 2];
  let rest = token - from;
  let piece = '';
  for (let count = 0; count < small; count += 1) {
    piece = letterAt(rest % SMALL) + piece;
    rest = Math.floor(rest / SMALL);
  }
  return (rest >= LETTERS ? ' ' : '') + letterAt(rest % LETTERS) + piece;
}

function letterIndex(code: number): number {
  if (code >= 97 && code <= 122) return code - 97;
  return code >= 65 && code <= 90 ? SMALL + code - 65 : -1;
}

function smallIndex(code: number): number {
  return code >= 97 && code <= 122 ? code - 97 : -1;
}

function letterAt(index: number): string {
  return String.fromCharCode(index < SMALL ? 97 + index : 65 + index - SMALL);
}

function digitsAt(text: string, start: number): number {
  let length = 0;
  while (length < 3 && text.charCodeAt(start + length) >= 48 && text.charCodeAt(start + length) <= 57) length += 1;
  return length;
}

/** One digit: 0-9, two: 10-109, three: 110-1109; leading zeros keep their place. */
function digitIndex(digits: string): number {
  return Number(digits) + (digits.length === 3 ? 110 : digits.length === 2 ? 10 : 0);
}

function digitPiece(index: number): string {
  const spaced = index >= DIGIT_TEXTS;
  const rest = spaced ? index - DIGIT_TEXTS : index;
  const text =
    rest >= 110 ? String(rest - 110).padStart(3, '0') : rest >= 10 ? String(rest - 10).padStart(2, '0') : String(rest);
  return (spaced ? ' ' : '') + text;
}

function decodeBytes(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
