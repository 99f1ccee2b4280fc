import { z } from 'zod';
import { toByteStream } from '@/lib/server/byte-stream';
import { route } from '@/lib/server/route';
import { openArtifact } from '@/lib/services/artifacts/open-artifact';

export const GET = route({
  access: 'signed-in',
  params: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits') }),
  handle: async ({ context, params }) => {
    const { bytes, size, name } = await openArtifact(context, params.sha256);
    return new Response(toByteStream(bytes), {
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': String(size),
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      },
    });
  },
});
