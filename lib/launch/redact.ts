/** Shorter ones would blot out ordinary words, and short numbers the counts of a result. */
const shortest = 6;
const shortNumber = /^\d{1,11}$/;
const isTooCommon = (value: string) => value.length < shortest || shortNumber.test(value);

const encodings = [
  (value: string) => value,
  (value: string) => JSON.stringify(value).slice(1, -1),
  (value: string) => encodeURIComponent(value),
  (value: string) => Buffer.from(value).toString('base64').replace(/=+$/, ''),
];

/** One character for each byte, so that bytes which are no text stay what they are. */
const asBytes = (text: string) => Buffer.from(text).toString('latin1');

/** As long as what it stands for: "[HF_TOKEN]*****", cut where it has to be. */
const markFor = (name: string, length: number) => `[${name}]`.padEnd(length, '*').slice(0, length);

/**
 * Blots secrets out of bytes before they are kept or shown: by value, as it stands and as JSON, URLs and Base64 write
 * it. `secrets` are names and values; a name shows what was there. Not a byte more or less comes out than went in, so
 * offsets stay true. Values under 6 characters, and numbers under 12 digits, are left alone. Cut at line ends before
 * redacting, or a secret across two pieces is missed.
 */
export function redactor(secrets: Readonly<Record<string, string>>): (bytes: Uint8Array) => Uint8Array {
  const patterns = Object.entries(secrets)
    .filter(([, value]) => !isTooCommon(value))
    .flatMap(([name, value]) =>
      [...new Set(encodings.map((encode) => asBytes(encode(value))))].map((text) => [text, name] as const),
    )
    .sort(([a], [b]) => b.length - a.length);
  if (patterns.length === 0) return (bytes) => bytes;
  return (bytes) => {
    const text = Buffer.from(bytes).toString('latin1');
    const clean = patterns.reduce(
      (left, [secret, name]) => left.replaceAll(secret, markFor(name, secret.length)),
      text,
    );
    return clean === text ? bytes : Buffer.from(clean, 'latin1');
  };
}
