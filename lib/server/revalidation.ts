/**
 * Marks an answer as one a browser may keep if it asks each time whether it still holds, and tells whether the one it
 * has does. Compression on the way turns a strong tag into a weak one, so tags are weak from the start.
 */
export function isUnchanged(request: Request, headers: Headers, tag: string): boolean {
  const current = `W/"${tag}"`;
  headers.set('etag', current);
  headers.set('cache-control', 'private, no-cache');
  headers.set('vary', 'cookie, authorization');
  const known = request.headers.get('if-none-match')?.split(',') ?? [];
  return known.some((candidate) => candidate.trim() === current);
}

/** "What you have still holds." */
export const notModified = (headers: Headers) => new Response(null, { status: 304, headers });
