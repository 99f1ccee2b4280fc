'use client';

import { Disclosure } from '@/components/ui/disclosure';
import { Field } from '@/components/ui/field';
import { formatCount } from '@/lib/units/format';
import { type FieldState, type FillField, fillFields, type FillKey, type FillTexts } from './fill-fields';

interface FillFormProps {
  /** "all 12 measurements", "the 3 selected" */
  target: string;
  texts: FillTexts;
  wrong: readonly FillKey[];
  states: ReadonlyMap<FillKey, FieldState>;
  total: number;
  onChange: (key: FillKey, text: string) => void;
}

const alwaysOpen: readonly FillKey[] = ['gpu', 'tp', 'pp', 'dp', 'nodes', 'dataset', 'isl', 'osl'];

/** Says what the files do not: once for all measurements, or for those selected. */
export function FillForm({ target, texts, wrong, states, total, onChange }: FillFormProps) {
  const isOpen = ({ key }: FillField) =>
    alwaysOpen.includes(key) || (states.get(key)?.missing === total && key === 'model');
  const field = (one: FillField) => (
    <FillInput
      key={one.key}
      field={one}
      text={texts[one.key] ?? ''}
      isWrong={wrong.includes(one.key)}
      state={states.get(one.key) ?? { missing: 0, present: '' }}
      total={total}
      onChange={onChange}
    />
  );
  return (
    <section aria-labelledby="fill" className="flex flex-col gap-2 rounded-lg border border-line-strong bg-surface p-4">
      <h2 id="fill" className="font-semibold">
        Fill in what the files lack <span className="font-normal text-muted">for {target}</span>
      </h2>
      <div className="grid grid-cols-2 gap-x-3 gap-y-2 sm:grid-cols-4 lg:grid-cols-[2fr_1fr_1fr_1fr_1fr_1.6fr_1fr_1fr]">
        {fillFields.filter(isOpen).map(field)}
      </div>
      <Disclosure summary="More fields">
        <div className="grid grid-cols-2 gap-x-3 gap-y-2 sm:grid-cols-4 lg:grid-cols-7">
          {fillFields.filter((one) => !isOpen(one)).map(field)}
        </div>
      </Disclosure>
    </section>
  );
}

interface FillInputProps {
  field: FillField;
  text: string;
  isWrong: boolean;
  state: FieldState;
  total: number;
  onChange: (key: FillKey, text: string) => void;
}

function FillInput({ field, text, isWrong, state, total, onChange }: FillInputProps) {
  const { key, label, numeric, suggestions } = field;
  const { missing, present } = state;
  const lack = missing === 0 ? undefined : missing === total ? 'missing' : `missing in ${formatCount(missing)}`;
  return (
    <Field
      label={label}
      inputMode={numeric ? 'numeric' : undefined}
      placeholder={present}
      suggestions={suggestions ?? []}
      value={text}
      error={isWrong ? (numeric ? 'A whole number from 1' : 'Too long') : null}
      hint={lack}
      onChange={(event) => onChange(key, event.target.value)}
    />
  );
}
