// npm run openapi: writes lib/api/openapi.json anew, so that a change of the API is seen in review.
import { writeFileSync } from 'node:fs';
import { createOpenApiDocument } from '@/lib/api/openapi';
import packageJson from '@/package.json' with { type: 'json' };

writeFileSync('lib/api/openapi.json', `${JSON.stringify(createOpenApiDocument(packageJson.version), null, 2)}\n`);
