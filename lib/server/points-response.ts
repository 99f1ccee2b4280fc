import { Readable } from 'node:stream';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { type Point, point } from '@/lib/domain/point';
import { toByteStream } from './byte-stream';
import { checksAnswers } from './server-context';

/** Points made and written between two looks at other requests: a few milliseconds. */
const batch = 100;

/**
 * The answer of `GET /api/v1/points`, written as the points are made: tens of thousands of them are tens of megabytes,
 * which neither stand in memory at once nor keep others waiting. Next compresses it on the way, and allows nobody else to.
 */
export function pointsResponse(headers: Headers, revision: number, points: Iterable<Point>): Response {
  headers.set('content-type', 'application/json');
  return new Response(toByteStream(Readable.from(encode(revision, points), { objectMode: false })), { headers });
}

async function* encode(revision: number, points: Iterable<Point>): AsyncGenerator<Buffer> {
  const check = checksAnswers() ? (made: Point) => point.parse(made) : (made: Point) => made;
  let text = `{"revision":${revision},"points":[`;
  let count = 0;
  for (const made of points) {
    text += `${count++ === 0 ? '' : ','}${JSON.stringify(check(made))}`;
    if (count % batch !== 0) continue;
    yield Buffer.from(text);
    text = '';
    await letOthersRun();
  }
  yield Buffer.from(`${text}]}`);
}
