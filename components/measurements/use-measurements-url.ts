'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';

export const pageViews = ['measurements', 'imports', 'history'] as const;
export type PageView = (typeof pageViews)[number];

const parsers = {
  show: parseAsStringLiteral(pageViews).withDefault('measurements'),
  /** What rows have to contain. */
  find: parseAsString.withDefault(''),
  /** Ids selected when the page opens: how others lead here. */
  pick: parseAsArrayOf(parseAsString),
  import: parseAsString,
};

/** What the page shows, held by the address. */
export const useMeasurementsUrl = () => useQueryStates(parsers, { history: 'replace' });
