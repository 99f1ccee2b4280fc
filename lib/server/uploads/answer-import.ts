import type { z } from 'zod';
import { importFrames } from '@/lib/api/import-contracts';
import type { ServiceContext } from '@/lib/services/context';
import type { ImportTalk } from '@/lib/services/imports/import-talk';
import { toByteStream } from '../byte-stream';
import { toErrorBody } from '../error-response';
import { checksAnswers } from '../server-context';
import type { Upload } from './read-upload';
import { withUpload } from './with-upload';

interface ImportWork<Result> {
  response: z.ZodType<Result>;
  work: (upload: Upload, talk: ImportTalk) => Promise<Result>;
}

/**
 * Receives files, works on them and answers with the result: as one JSON, or, where `Accept` asks for frames, line by
 * line while it works. A request that is refused while it comes is an ordinary refusal either way. `signal` is given
 * when the sender leaves.
 */
export async function answerImport<Result>(
  request: Request,
  context: ServiceContext,
  { response, work }: ImportWork<Result>,
): Promise<Result | Response> {
  if (request.headers.get('accept')?.includes(importFrames) !== true) {
    return withUpload(context, request, (upload) => work(upload, { signal: request.signal, tell: () => undefined }));
  }
  const left = new AbortController();
  const signal = AbortSignal.any([request.signal, left.signal]);
  const latest = new LatestFrame();
  let onReceived = () => {};
  const received = new Promise<void>((resolve) => (onReceived = resolve));
  const done = withUpload(context, request, (upload) => {
    onReceived();
    return work(upload, { signal, tell: ({ phase, ...rest }) => latest.put({ type: phase, ...rest }) });
  });
  await Promise.race([received, done]);
  done.then(
    (result) => latest.end({ type: 'result', result: checksAnswers() ? response.parse(result) : result }),
    (error: unknown) => latest.end({ type: 'error', ...toErrorBody(error) }),
  );
  return new Response(toByteStream(lines(latest, left)), {
    headers: { 'content-type': `${importFrames}; charset=utf-8`, 'cache-control': 'no-store, no-transform' },
  });
}

/** The last thing there is to say. What is said while nobody reads is said by what comes after it. */
class LatestFrame {
  #frame: object | null = null;
  #isLast = false;
  #wake = () => {};

  put(frame: object): void {
    if (this.#isLast) return;
    this.#frame = frame;
    this.#wake();
  }

  end(frame: object): void {
    this.put(frame);
    this.#isLast = true;
  }

  async take(): Promise<{ frame: object; isLast: boolean }> {
    while (this.#frame === null) await new Promise<void>((resolve) => (this.#wake = resolve));
    const frame = this.#frame;
    this.#frame = null;
    return { frame, isLast: this.#isLast };
  }
}

async function* lines(latest: LatestFrame, left: AbortController): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  try {
    for (;;) {
      const { frame, isLast } = await latest.take();
      yield encoder.encode(`${JSON.stringify(frame)}\n`);
      if (isLast) return;
    }
  } finally {
    left.abort();
  }
}
