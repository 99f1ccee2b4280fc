import { aliasBook } from '@/lib/domain/aliases';
import type { Point } from '@/lib/domain/point';
import { listAliases } from '@/lib/db/aliases';
import { listAllMeasurements } from '@/lib/db/list-measurements';
import type { ServiceContext } from '../context';
import { createToPoint } from './to-point';

/** Every point, by id: aliases applied and checks run now, so that an edit changes all it touches at once. */
export async function listPoints({ db }: ServiceContext): Promise<Point[]> {
  const [aliases, rows] = await Promise.all([listAliases(db), listAllMeasurements(db)]);
  return rows.map(createToPoint(aliasBook(aliases)));
}
