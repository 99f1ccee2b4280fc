import { IconButton } from '@/components/ui/button';
import { Choice } from '@/components/ui/choice';
import { Field } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';
import type { ApiKind, OwnWorkloadDraft } from './launch-form';
import type { FieldErrors } from './to-request';

interface OwnWorkloadProps {
  draft: OwnWorkloadDraft;
  /** Where it stands in the form, "workloads.1". */
  at: string;
  errors: FieldErrors;
  onChange: (draft: OwnWorkloadDraft) => void;
  onRemove: () => void;
}

const sources = [
  { value: 'random', label: 'Random' },
  { value: 'sharegpt', label: 'ShareGPT file' },
  { value: 'custom', label: 'JSONL file' },
] as const;
const apis: readonly { value: ApiKind; label: string }[] = [
  { value: 'completions', label: 'Completions' },
  { value: 'chat', label: 'Chat' },
];

/** A workload of one's own: random prompts of given lengths, or a file on the target. */
export function OwnWorkload({ draft, at, errors, onChange, onRemove }: OwnWorkloadProps) {
  const source = draft.kind === 'file' ? draft.format : 'random';
  const choose = (next: (typeof sources)[number]['value']) => {
    const { name, api, osl } = draft;
    if (next === 'random') {
      if (draft.kind !== 'random')
        onChange({ kind: 'random', name, api, isl: '1024', osl: osl || '256', spread: '', sharedPrefix: '' });
    } else
      onChange({
        kind: 'file',
        name,
        api,
        osl: draft.kind === 'file' ? osl : '',
        format: next,
        path: draft.kind === 'file' ? draft.path : '',
      });
  };
  const error = (field: string) => errors[`${at}.${field}`] ?? null;
  return (
    <div
      role="group"
      aria-label="Workload of your own"
      className="flex flex-col gap-3 rounded-md border border-line-strong p-3"
    >
      <div className="flex flex-wrap items-center gap-3">
        <Choice label="Prompts" value={source} options={sources} onChange={choose} />
        <Choice label="Endpoint" value={draft.api} options={apis} onChange={(api) => onChange({ ...draft, api })} />
        <IconButton label="Remove this workload" className="ml-auto" onClick={onRemove}>
          <Icon name="trash" />
        </IconButton>
      </div>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {draft.kind === 'random' ? (
          <>
            <Field
              label="Input tokens"
              inputMode="numeric"
              value={draft.isl}
              error={error('isl')}
              onChange={(event) => onChange({ ...draft, isl: event.target.value })}
            />
            <Field
              label="Output tokens"
              inputMode="numeric"
              value={draft.osl}
              error={error('osl')}
              onChange={(event) => onChange({ ...draft, osl: event.target.value })}
            />
            <Field
              label="Spread ± %"
              inputMode="decimal"
              placeholder="0"
              value={draft.spread}
              error={error('spread') ?? error('lengthSpread')}
              onChange={(event) => onChange({ ...draft, spread: event.target.value })}
            />
            <Field
              label="Shared prefix"
              inputMode="numeric"
              placeholder="0"
              value={draft.sharedPrefix}
              error={error('sharedPrefix')}
              onChange={(event) => onChange({ ...draft, sharedPrefix: event.target.value })}
            />
          </>
        ) : (
          <>
            <Field
              label="File on the target"
              className="col-span-2 sm:col-span-3"
              placeholder="~/sharegpt.json"
              value={draft.path}
              error={error('path')}
              onChange={(event) => onChange({ ...draft, path: event.target.value })}
            />
            <Field
              label="Output tokens"
              inputMode="numeric"
              placeholder="the file's"
              value={draft.osl}
              error={error('osl')}
              onChange={(event) => onChange({ ...draft, osl: event.target.value })}
            />
          </>
        )}
      </div>
      <Field
        label="Name"
        placeholder="named after its lengths"
        value={draft.name}
        error={error('name')}
        onChange={(event) => onChange({ ...draft, name: event.target.value })}
      />
    </div>
  );
}
