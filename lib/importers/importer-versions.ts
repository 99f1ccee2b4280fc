/**
 * Raised by one when an importer reads the same bytes otherwise than before: what is stored then can be told from what
 * would be read today, and read again. A format that stands not here is at its first version.
 */
const raised: Readonly<Record<string, number>> = {
  // 2: scripts, containers and client commands beside a result are read with their variables in place.
  'vllm-serve': 2,
  'vllm-serve-text': 2,
};

/** The present version of the importer of a format. */
export const importerVersion = (format: string): number => raised[format] ?? 1;
