import { createOpenApiDocument } from '@/lib/api/openapi';
import { route } from '@/lib/server/route';
import packageJson from '@/package.json' with { type: 'json' };

export const GET = route({
  access: 'signed-in',
  handle: () => Promise.resolve(Response.json(createOpenApiDocument(packageJson.version))),
});
