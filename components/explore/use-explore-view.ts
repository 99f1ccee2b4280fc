'use client';

import { createParser, type Options, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { defaultView, type View } from '@/lib/domain/view';
import {
  fromViewParams,
  toViewParams,
  type ViewParam,
  viewParamNames,
  viewParams,
  type ViewParams,
} from '@/lib/domain/view-url';

/** `view-url` says what the parameters mean; this only hands it to nuqs. */
const parsers = Object.fromEntries(
  viewParamNames.map((name) => {
    const { parse, serialize } = viewParams[name] as ViewParam<unknown>;
    return [name, createParser<unknown>({ parse, serialize, eq: (a, b) => serialize(a) === serialize(b) })];
  }),
);

export type ChangeView = (patch: Partial<View>, options?: Options) => void;

export interface ExploreView {
  view: View;
  /**
   * Changes part of the view. A choice makes an entry in the browser's history; what changes continuously (typing,
   * dragging, walking through rows) passes `{ history: 'replace' }`.
   */
  change: ChangeView;
  reset: () => void;
}

/** The whole view of the Explore page, held by the address. */
export function useExploreView(): ExploreView {
  const [values, setValues] = useQueryStates(parsers, { history: 'push' });
  const view = useMemo(() => fromViewParams(values as ViewParams), [values]);
  const change = useCallback<ChangeView>(
    (patch, options) => {
      void setValues((now) => toViewParams({ ...fromViewParams(now as ViewParams), ...patch }), options);
    },
    [setValues],
  );
  const reset = useCallback(() => void setValues(toViewParams(defaultView)), [setValues]);
  return { view, change, reset };
}
