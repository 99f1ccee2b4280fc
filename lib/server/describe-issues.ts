import type { z } from 'zod';

const shown = 3;

/** What is wrong with an input, as one sentence: "set.tp: Too small: expected number to be >=1". */
export function describeIssues({ issues }: z.ZodError): string {
  const sentences = issues.slice(0, shown).map(({ path, message }) => {
    const place = path.map(String).join('.');
    return place === '' ? message : `${place}: ${message}`;
  });
  const more = issues.length - shown;
  return `${sentences.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}
