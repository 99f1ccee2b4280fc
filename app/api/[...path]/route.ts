import { route } from '@/lib/server/route';
import { AppError } from '@/lib/services/errors';

/** Whatever else is asked for below `/api`: a program gets a sentence, and not the page for people. */
const nothingThere = route({
  access: 'signed-in',
  handle: ({ request }) => {
    const { pathname } = new URL(request.url);
    return Promise.reject(
      new AppError('not-found', `There is no ${pathname}; see /api/v1/openapi.json for what there is.`),
    );
  },
});

export {
  nothingThere as DELETE,
  nothingThere as GET,
  nothingThere as PATCH,
  nothingThere as POST,
  nothingThere as PUT,
};
