import { describe, expect, it } from 'vitest';
import { isDatabaseUnreachable } from './is-database-unreachable';

const anError = (message: string, properties: object, name = 'Error') =>
  Object.assign(new Error(message), { name, ...properties });

describe('isDatabaseUnreachable', () => {
  it.each([
    anError(
      'Server has closed the connection.',
      { code: 'P1017', clientVersion: '7' },
      'PrismaClientKnownRequestError',
    ),
    anError(
      'Raw query failed. Code: `N/A`. Message: `Server has closed the connection.`',
      { code: 'P2010' },
      'PrismaClientKnownRequestError',
    ),
    anError('connect ENOENT /data/run/.s.PGSQL.5432', { code: 'ENOENT' }, 'PrismaClientKnownRequestError'),
    anError(
      'Raw query failed.',
      { code: 'P2010', meta: { driverAdapterError: { cause: { kind: 'DatabaseNotReachable' } } } },
      'PrismaClientKnownRequestError',
    ),
    anError('Connection terminated unexpectedly', { clientVersion: '7' }),
    anError('timeout exceeded when trying to connect', { clientVersion: '7' }),
  ])('takes "$message" for a database that is away', (error) => expect(isDatabaseUnreachable(error)).toBe(true));

  it.each([
    anError("ENOENT: no such file or directory, open '/data/artifacts/x'", { code: 'ENOENT' }),
    anError(
      'Raw query failed. Code: `42703`. Message: `column "x" does not exist`',
      { code: 'P2010', clientVersion: '7' },
      'PrismaClientKnownRequestError',
    ),
    'a text',
    null,
  ])('takes %s for a fault', (error) => expect(isDatabaseUnreachable(error)).toBe(false));
});
