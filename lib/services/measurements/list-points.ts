import { aliasBook } from '@/lib/domain/aliases';
import type { Point } from '@/lib/domain/point';
import { listAliases } from '@/lib/db/aliases';
import { listAllMeasurements } from '@/lib/db/list-measurements';
import type { ServiceContext } from '../context';
import { createToPoint } from './to-point';

/**
 * Every point, by id: aliases applied and checks run on reading, so that an edit changes all it touches at once. The
 * rows are here when this returns; each point is made when it is asked for.
 */
export async function listPoints({ db }: ServiceContext): Promise<Iterable<Point>> {
  const [aliases, rows] = await Promise.all([listAliases(db), listAllMeasurements(db)]);
  return mapEach(rows, createToPoint(aliasBook(aliases)));
}

function* mapEach<From, To>(values: Iterable<From>, map: (value: From) => To): Generator<To> {
  for (const value of values) yield map(value);
}
