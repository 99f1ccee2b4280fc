'use client';

import { useMemo, useState } from 'react';
import { TextInput } from '@/components/ui/field';
import { Button } from '@/components/ui/button';
import type { PointsResponse } from '@/lib/api/contracts';
import { countOf } from '@/lib/domain/edits/describe-change';
import { ChangeNotice } from './change-notice';
import { EditSheet } from './edit-sheet';
import { findPoints } from './measurement-lines';
import { MeasurementTable } from './measurement-table';
import { ReimportSheet } from './reimport-sheet';
import { SelectionBar } from './selection-bar';
import { useActions } from './use-actions';
import { useMeasurementsUrl } from './use-measurements-url';

/** Every stored measurement, to select and to do something about. */
export function MeasurementsView({ points, revision }: PointsResponse) {
  const [{ find, pick, import: importId }, setUrl] = useMeasurementsUrl();
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => new Set(pick ?? []));
  const [sheet, setSheet] = useState<'edit' | 'reimport' | null>(null);
  const actions = useActions();
  const shown = useMemo(() => findPoints(points, find, importId), [points, find, importId]);
  const chosen = useMemo(() => points.filter(({ id }) => selected.has(id)), [points, selected]);
  const select = (ids: readonly string[], on: boolean) =>
    setSelected((now) => {
      const next = new Set(now);
      for (const id of ids)
        if (on) next.add(id);
        else next.delete(id);
      return next;
    });
  const remove = () => actions.remove({ of: { ids: chosen.map(({ id }) => id) }, basedOn: revision });
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <TextInput
          type="search"
          aria-label="Find measurements"
          placeholder="Find: model, GPU, TP4, sweep, tag, file"
          className="max-w-80"
          value={find}
          onChange={(event) => void setUrl({ find: event.target.value || null })}
        />
        {importId !== null && (
          <Button size="small" onClick={() => void setUrl({ import: null })}>
            Of one import · show all
          </Button>
        )}
        <p role="status" className="text-xs text-muted">
          {shown.length === points.length ? countOf(points.length) : `${shown.length} of ${countOf(points.length)}`}
        </p>
      </div>
      <ChangeNotice actions={actions} />
      {shown.length === 0 ? (
        <p className="text-muted">
          Nothing contains “{find}”.{' '}
          <button
            type="button"
            className="text-accent hover:underline"
            onClick={() => void setUrl({ find: null, import: null })}
          >
            Show everything
          </button>
        </p>
      ) : (
        <MeasurementTable points={shown} selected={selected} onSelect={select} />
      )}
      <SelectionBar
        points={chosen}
        isBusy={actions.isBusy}
        onEdit={() => setSheet('edit')}
        onReadAgain={() => setSheet('reimport')}
        onDelete={remove}
        onClear={() => setSelected(new Set())}
      />
      {sheet === 'edit' && chosen.length > 0 && (
        <EditSheet points={chosen} revision={revision} actions={actions} onClose={() => setSheet(null)} />
      )}
      {sheet === 'reimport' && chosen.length > 0 && (
        <ReimportSheet of={{ ids: chosen.map(({ id }) => id) }} actions={actions} onClose={() => setSheet(null)} />
      )}
    </>
  );
}
