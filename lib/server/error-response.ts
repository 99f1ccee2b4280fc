import type { ErrorBody } from '@/lib/api/contracts';
import { isDatabaseUnreachable } from '@/lib/db/is-database-unreachable';
import { AppError, type AppErrorCode, isAppError } from '@/lib/services/errors';

const statuses: Record<AppErrorCode, number> = {
  'bad-request': 400,
  unauthorised: 401,
  forbidden: 403,
  'not-found': 404,
  timeout: 408,
  conflict: 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  unprocessable: 422,
  internal: 500,
  unavailable: 503,
};

/** Problems of one answer; a folder of broken files has more than anybody reads. */
const shownProblems = 1000;

/**
 * The one place where an error becomes an answer. A refusal is told as it is; anything else is logged in full and
 * answered without a word of what it was.
 */
export function toErrorResponse(error: unknown): Response {
  const body = toErrorBody(error);
  return Response.json(body, { status: statuses[body.error.code] });
}

/** The same without a status, for an answer that has begun already. */
export function toErrorBody(error: unknown): ErrorBody {
  const { code, message, problems } = toAppError(error);
  return { error: { code, message, ...(problems.length === 0 ? {} : { problems: problems.slice(0, shownProblems) }) } };
}

function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  console.error(error);
  return isDatabaseUnreachable(error)
    ? new AppError('unavailable', 'The database does not answer right now; try again in a moment.')
    : new AppError('internal', 'Kneepoint failed at this request; its log says why.');
}
