const maxLength = 500;

/** Turns what a server or the system said into one printable line, with every secret replaced. */
export type FailureWriter = (text: string) => string;

/** `secrets` are replaced wherever they stand; control characters become spaces; long text is cut. */
export function failureWriter(secrets: readonly string[]): FailureWriter {
  // The longest first, or a secret within a secret would leave the rest of the longer one.
  const known = secrets.filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  return (text) => {
    const redacted = known.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    // What a server sends must not reach a terminal as it is.
    const line = redacted.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
    return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
  };
}

const knownCodes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name could not be resolved now',
  ETIMEDOUT: 'connection timed out',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  EMFILE: 'too many open files (raise ulimit -n)',
  EADDRNOTAVAIL: 'no local port free',
};

/** A system or TLS error in words, its code kept. */
export function describeNetworkError(error: Error & { code?: string }): string {
  const { code } = error;
  const words = code === undefined ? undefined : knownCodes[code];
  if (code === undefined || error.message.includes(code)) return words ? `${words} (${error.message})` : error.message;
  return words ? `${words} (${code})` : `${error.message} (${code})`;
}
