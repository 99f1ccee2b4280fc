'use client';

import { useId } from 'react';
import { Icon } from '@/components/ui/icon';
import type { EditsAction } from '../edits/edits';
import { type OpenCompanion, withChoice } from './open-companions';

interface OpenCompanionsProps {
  companions: readonly OpenCompanion[];
  dispatch: (action: EditsAction) => void;
}

/** Companions that may belong to several results, since nothing in names and folders decides it: a person says. */
export function OpenCompanions({ companions, dispatch }: OpenCompanionsProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-lg border border-l-3 border-warning bg-warning-soft px-4 py-3">
      <h2 id={id} className="flex items-center gap-1.5 font-semibold">
        <Icon name="warning" size={14} />
        Which results do these belong to?
      </h2>
      <p className="mt-1 text-muted">
        Their names and folders do not say it. Only what is ticked is filled in from them.
      </p>
      <div className="mt-2 flex max-h-80 flex-col gap-3 overflow-y-auto">
        {companions.map((companion) => (
          <fieldset key={companion.id}>
            <legend className="font-semibold break-words">{companion.label}</legend>
            <div className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
              {companion.choices.map(({ label, files }) => (
                <label key={label} className="flex min-w-0 items-center gap-1.5">
                  <input
                    type="checkbox"
                    checked={files.every((file) => companion.files.includes(file))}
                    onChange={({ target }) =>
                      dispatch({
                        type: 'assign',
                        companion: companion.id,
                        files: withChoice(companion, files, target.checked),
                      })
                    }
                  />
                  <span className="font-mono text-xs break-all">{label}</span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </section>
  );
}
