'use client';

import { useId } from 'react';
import { Icon } from '@/components/ui/icon';
import type { PreviewedCompanion } from '@/lib/domain/import';
import type { Edits, EditsAction } from '../edits/edits';

interface OpenCompanionsProps {
  companions: readonly PreviewedCompanion[];
  assigned: Edits['companions'];
  dispatch: (action: EditsAction) => void;
}

/** Companions that may belong to several results, since nothing in names and folders decides it: a person says. */
export function OpenCompanions({ companions, assigned, dispatch }: OpenCompanionsProps) {
  const id = useId();
  // Once assigned a companion has no candidates any more; those of the others, and its own, can still be chosen.
  const files = [
    ...new Set(companions.flatMap(({ id: key, candidates }) => [...candidates, ...(assigned[key] ?? [])])),
  ];
  return (
    <section aria-labelledby={id} className="rounded-lg border border-l-3 border-warning bg-warning-soft px-4 py-3">
      <h2 id={id} className="flex items-center gap-1.5 font-semibold">
        <Icon name="warning" size={14} />
        Which results do these belong to?
      </h2>
      <p className="mt-1 text-muted">Their names and folders do not say it, so nothing was filled in from them yet.</p>
      <div className="mt-2 flex max-h-80 flex-col gap-3 overflow-y-auto">
        {companions.map(({ id: key, label }) => {
          const chosen = assigned[key] ?? [];
          return (
            <fieldset key={key}>
              <legend className="font-semibold">{label}</legend>
              <div className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
                {files.map((file) => (
                  <label key={file} className="flex min-w-0 items-center gap-1.5">
                    <input
                      type="checkbox"
                      checked={chosen.includes(file)}
                      onChange={(event) =>
                        dispatch({
                          type: 'assign',
                          companion: key,
                          files: event.target.checked ? [...chosen, file] : chosen.filter((other) => other !== file),
                        })
                      }
                    />
                    <span className="font-mono text-xs break-all">{file}</span>
                  </label>
                ))}
              </div>
            </fieldset>
          );
        })}
      </div>
    </section>
  );
}
