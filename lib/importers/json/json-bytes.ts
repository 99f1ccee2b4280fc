/** The bytes JSON's structure is made of. */
export const bytes = {
  newline: 0x0a,
  space: 0x20,
  quote: 0x22,
  backslash: 0x5c,
  openBrace: 0x7b,
  closeBrace: 0x7d,
  openBracket: 0x5b,
  closeBracket: 0x5d,
  comma: 0x2c,
  colon: 0x3a,
} as const;

const bareBytes = new Uint8Array(256);
for (const character of '+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz') {
  bareBytes[character.charCodeAt(0)] = 1;
}

/** Whether a number or a bare word is made of this byte: letters, digits, sign, point. */
export function isBareByte(byte: number): boolean {
  return bareBytes[byte] === 1;
}

/** White space between tokens. */
export function isSpace(byte: number): boolean {
  return byte === bytes.space || byte === bytes.newline || byte === 0x0d || byte === 0x09;
}

/** A byte as a message shows it. */
export function byteName(byte: number): string {
  if (byte > 0x20 && byte < 0x7f) return `'${String.fromCharCode(byte)}'`;
  if (byte === bytes.newline) return 'the end of the line';
  return `byte 0x${byte.toString(16).padStart(2, '0')}`;
}

/** What kind of JSON value starts with this byte. */
export function kindOfValue(first: number): string {
  if (first === bytes.quote) return 'a text';
  if (first === bytes.openBracket) return 'an array';
  if (first === bytes.openBrace) return 'an object';
  return 'a number or a word';
}
