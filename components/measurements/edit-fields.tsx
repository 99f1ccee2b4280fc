import { Disclosure } from '@/components/ui/disclosure';
import { Field } from '@/components/ui/field';
import type { StoredMeasurement } from '@/lib/api/contracts';
import { fieldNames, fieldText } from '@/lib/domain/edits/describe-change';
import { editPaths, type NamedField } from '@/lib/domain/edits/edit';
import { gpuSpecs } from '@/lib/domain/hardware';
import type { Point } from '@/lib/domain/point';
import { commonTags, commonValue, type EditDraft, type SingleField } from './edit-draft';

interface EditFieldsProps {
  points: readonly Point[];
  /** The only one selected, with what its record says; null where there are several. */
  measurement: StoredMeasurement | null;
  draft: EditDraft;
  problems: ReadonlyMap<string, string>;
  onChange: (patch: EditDraft) => void;
}

const groups: { title: string; fields: SingleField[]; more?: SingleField[] }[] = [
  { title: 'Topology', fields: ['tp', 'pp', 'dp', 'replicas'], more: ['ep', 'pcp', 'dcp', 'attentionDp'] },
  { title: 'Hardware', fields: ['gpu', 'gpus'], more: ['gpusPerNode', 'nodes', 'interconnect'] },
  {
    title: 'Model and engine',
    fields: ['model', 'precision', 'engine', 'engineVersion'],
    more: ['kvCacheDtype', 'image'],
  },
  {
    title: 'Workload',
    fields: ['dataset', 'isl', 'osl'],
    more: ['lengthSpread', 'sharedPrefix', 'burstiness', 'ignoreEos', 'temperature'],
  },
];

/** The fields of an edit, each with the value all of them have. */
export function EditFields(props: EditFieldsProps) {
  return (
    <>
      {groups.map(({ title, fields, more = [] }) => (
        <fieldset key={title} className="flex flex-col gap-2.5">
          <legend className="mb-2 font-semibold">{title}</legend>
          <FieldGrid {...props} fields={fields} />
          {more.length > 0 && (
            <Disclosure summary="More">
              <FieldGrid {...props} fields={more} />
            </Disclosure>
          )}
          {title === 'Topology' && <RecordNote {...props} field="topology" />}
        </fieldset>
      ))}
      <WordFields {...props} />
    </>
  );
}

function FieldGrid({ fields, ...props }: EditFieldsProps & { fields: readonly SingleField[] }) {
  const isNarrow = fields.every((field) => fieldNames[field].length <= 12);
  return (
    <div className={isNarrow ? 'grid grid-cols-2 gap-2.5' : 'flex flex-col gap-2.5'}>
      {fields.map((field) => (
        <EditField key={field} {...props} field={field} />
      ))}
    </div>
  );
}

function EditField({
  field,
  points,
  measurement,
  draft,
  problems,
  onChange,
}: EditFieldsProps & { field: SingleField }) {
  const common = commonValue(points, field);
  const stored = common.kind === 'same' && common.value !== null ? textOf(common.value) : '';
  const path = field in editPaths ? editPaths[field as NamedField] : null;
  const original = path === null ? undefined : measurement?.byHand[path];
  const isEmptied = draft[field]?.trim() === '' && stored !== '';
  return (
    <Field
      label={fieldNames[field]}
      value={draft[field] ?? stored}
      placeholder={common.kind === 'several' ? 'several values' : 'not known'}
      error={problems.get(field) ?? null}
      hint={
        original === undefined
          ? isEmptied
            ? 'will be: not known'
            : undefined
          : `the record says ${fieldText(path ?? '', original.value)}`
      }
      suggestions={field === 'gpu' ? gpuSpecs.map(({ name }) => name) : []}
      onChange={(event) => onChange({ [field]: event.target.value === stored ? undefined : event.target.value })}
    />
  );
}

function RecordNote({ measurement, field }: EditFieldsProps & { field: NamedField }) {
  const original = measurement?.byHand[editPaths[field]];
  if (original === undefined) return null;
  return (
    <p className="text-xs text-muted">
      Set by hand on {original.at.slice(0, 10)}; the record says {fieldText(editPaths[field], original.value)}.
    </p>
  );
}

function WordFields({ points, measurement, draft, problems, onChange }: EditFieldsProps) {
  const [first] = points;
  const sweep = points.every((point) => point.sweep.name === first?.sweep.name) ? (first?.sweep.name ?? '') : null;
  const tags = commonTags(points).join(', ');
  const notes = measurement?.notes ?? '';
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="mb-2 font-semibold">Sweep, tags and notes</legend>
      <Field
        label="Sweep"
        value={draft.sweep ?? sweep ?? ''}
        placeholder="several sweeps"
        error={problems.get('sweep') ?? null}
        onChange={({ target: { value } }) => onChange({ sweep: value === (sweep ?? '') ? undefined : value })}
      />
      <Field
        label="Tags"
        value={draft.tags ?? tags}
        hint={points.length > 1 ? 'with commas between; those that only some have stay' : 'with commas between'}
        error={problems.get('tags') ?? null}
        onChange={({ target: { value } }) => onChange({ tags: value === tags ? undefined : value })}
      />
      <Field
        label="Notes"
        value={draft.notes ?? notes}
        placeholder={points.length > 1 ? 'replaces the notes of all of them' : undefined}
        error={problems.get('notes') ?? null}
        onChange={({ target: { value } }) => onChange({ notes: value === notes ? undefined : value })}
      />
    </fieldset>
  );
}

const textOf = (value: unknown) =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'string' ? value : JSON.stringify(value);
