/** Shorter ones would blot out ordinary words. */
const shortest = 6;

const encodings = [
  (value: string) => value,
  (value: string) => JSON.stringify(value).slice(1, -1),
  (value: string) => encodeURIComponent(value),
  (value: string) => Buffer.from(value).toString('base64').replace(/=+$/, ''),
];

/**
 * Blots secrets out of text before it is stored or shown: by value, as it stands and as JSON, URLs and Base64 write it.
 * `secrets` are names and values; a name shows what was there. Values under 6 characters are left alone. Cut text at
 * line ends before redacting, or a secret across two pieces is missed.
 */
export function redactor(secrets: Readonly<Record<string, string>>): (text: string) => string {
  const patterns = Object.entries(secrets)
    .filter(([, value]) => value.length >= shortest)
    .flatMap(([name, value]) =>
      [...new Set(encodings.map((encode) => encode(value)))].map((text) => [text, `[${name}]`] as const),
    )
    .sort(([a], [b]) => b.length - a.length);
  return (text) => patterns.reduce((clean, [secret, mark]) => clean.replaceAll(secret, mark), text);
}
