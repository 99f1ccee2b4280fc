import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOpenApiDocument } from '@/lib/api/openapi';
import packageJson from '@/package.json' with { type: 'json' };

const document = createOpenApiDocument(packageJson.version);

/** "GET /api/v1/points" of every handler there is, but the one that says of anything else that it is none. */
const handlers = readdirSync('app/api', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('route.ts') && !path.startsWith('[...path]'))
  .flatMap((path) => {
    const address = `/api/${dirname(path)}`.replace(/\[(\w+)\]/g, '{$1}');
    const source = readFileSync(join('app/api', path), 'utf8');
    return [...source.matchAll(/export const (GET|POST|PUT|PATCH|DELETE)\b/g)].map(
      ([, method]) => `${method} ${address}`,
    );
  });

describe('createOpenApiDocument', () => {
  it('describes every handler, and nothing else', () => {
    const described = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(handlers.sort());
  });

  it('is what lib/api/openapi.json says; `npm run openapi` writes that anew', () => {
    const written: unknown = JSON.parse(readFileSync('lib/api/openapi.json', 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('marks points as unstable and nothing else', () => {
    const unstable = Object.entries(document.paths ?? {}).filter(([, { get }]) => get?.['x-stability'] === 'unstable');
    expect(unstable.map(([path]) => path)).toEqual(['/api/v1/points']);
  });
});
