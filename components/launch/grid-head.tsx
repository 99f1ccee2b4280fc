import type { ReactNode } from 'react';
import type { Place } from './move-in-grid';
import { placeOf } from './use-grid-walk';

/** The head of a row or column: a button that chooses all of it. */
export function GridHead({ place, isStop, children }: { place: Place; isStop: boolean; children: ReactNode }) {
  return (
    <button
      type="button"
      {...placeOf(place)}
      tabIndex={isStop ? 0 : -1}
      className="caption w-full rounded-md px-1.5 py-1 text-left whitespace-nowrap transition-colors hover:bg-hover hover:text-ink"
    >
      {children}
    </button>
  );
}
