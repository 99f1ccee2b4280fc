const maxLength = 1000;

/**
 * What a sender calls a file, made harmless: a label of folders and a name, "4xH100/llama_tp4.json". It never becomes a
 * path on disk. Backslashes count as slashes; drive letters, dots that lead upwards, control characters and empty
 * segments go. Names without anything left are numbered.
 */
export function toFileLabel(name: string, index: number): string {
  const segments = name
    .replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/^[a-z]:(?=[\\/])/i, '')
    .split(/[\\/]/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  return segments.join('/').slice(-maxLength).replace(/^\//, '') || `file ${index + 1}`;
}
