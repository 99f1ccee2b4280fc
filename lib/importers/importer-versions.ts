/**
 * Raised by one when an importer reads the same bytes otherwise than before: what is stored then can be told from what
 * would be read today, and read again. A format that stands not here is at its first version.
 */
const raised: Readonly<Record<string, number>> = {};

/** The present version of the importer of a format. */
export const importerVersion = (format: string): number => raised[format] ?? 1;
