'use client';

import { useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Sheet } from '@/components/ui/sheet';
import { ApiError } from '@/lib/api/client';
import { measurementQuery } from '@/lib/api/queries';
import { countOf } from '@/lib/domain/edits/describe-change';
import type { Point } from '@/lib/domain/point';
import { commonTags, type EditDraft, readDraft } from './edit-draft';
import { EditFields } from './edit-fields';
import { EditForesight } from './edit-foresight';
import { MeasurementHistory } from './measurement-history';
import type { Actions } from './use-actions';

interface EditSheetProps {
  points: readonly Point[];
  revision: number;
  actions: Actions;
  onClose: () => void;
}

/** Sets fields of the measurements selected; what nobody touches stays as it is. */
export function EditSheet({ points, revision, actions, onClose }: EditSheetProps) {
  const [draft, setDraft] = useState<EditDraft>({});
  const [looked, setLooked] = useState(revision);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const [only, ...others] = points;
  const single = others.length === 0 && only !== undefined ? only.id : null;
  const { data: measurement = null } = useQuery({ ...measurementQuery(single ?? ''), enabled: single !== null });
  const outcome = readDraft(draft, commonTags(points));
  const problems = outcome.kind === 'wrong' ? outcome.problems : new Map<string, string>();

  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (outcome.kind !== 'edit') return;
    const ids = points.map(({ id }) => id);
    const refused = await actions.edit({ of: { ids }, basedOn: looked, set: outcome.set });
    setRefusal(refused);
    if (refused === null) onClose();
  };
  const isStale = refusal instanceof ApiError && refusal.code === 'conflict';
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={`Edit ${countOf(points.length)}`} side="right">
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-5">
        <EditFields
          points={points}
          measurement={measurement}
          draft={draft}
          problems={problems}
          onChange={(patch) => setDraft((now) => ({ ...now, ...patch }))}
        />
        {outcome.kind === 'edit' && <EditForesight points={points} set={outcome.set} />}
        {refusal !== null && (
          <Notice
            tone="danger"
            alert
            title="Nothing was changed"
            actions={
              isStale && (
                <Button
                  onClick={() => {
                    setLooked(revision);
                    setRefusal(null);
                  }}
                >
                  I have looked
                </Button>
              )
            }
          >
            {refusal.message}
          </Notice>
        )}
        <div className="sticky -bottom-4 -mx-4 -mb-4 flex gap-2 border-t border-line bg-page px-4 py-3">
          <Button type="submit" look="primary" disabled={outcome.kind !== 'edit' || actions.isBusy}>
            {actions.isBusy ? 'Saving…' : 'Save'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
      {single !== null && <MeasurementHistory id={single} />}
    </Sheet>
  );
}
