import { Field } from '@/components/ui/field';
import type { ChangeForm, LaunchForm } from './launch-form';
import type { FieldErrors } from './to-request';

const fields = [
  { name: 'from', label: 'From concurrency' },
  { name: 'to', label: 'Up to' },
  { name: 'stepsPerDoubling', label: 'Steps per doubling' },
  { name: 'minGain', label: 'Stop below gain %' },
  { name: 'bendPoints', label: 'Loads at the bend' },
  { name: 'medianTtftMs', label: 'Median TTFT ≤ ms' },
  { name: 'medianTpotMs', label: 'Median TPOT ≤ ms' },
  { name: 'minTokensPerSPerUser', label: 'tok/s/user ≥' },
] as const;

interface AdaptiveFieldsProps {
  form: LaunchForm;
  change: ChangeForm;
  errors: FieldErrors;
}

/** How far an adaptive sweep goes, and what it is looking for. */
export function AdaptiveFields({ form, change, errors }: AdaptiveFieldsProps) {
  const { adaptive } = form;
  return (
    <>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {fields.map(({ name, label }) => (
          <Field
            key={name}
            label={label}
            inputMode="decimal"
            placeholder={limits.has(name) ? 'no limit' : undefined}
            value={adaptive[name]}
            error={errors[`adaptive.${name}`] ?? null}
            onChange={(event) => change({ adaptive: { ...adaptive, [name]: event.target.value } })}
          />
        ))}
      </div>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          checked={adaptive.dropDominated}
          onChange={(event) => change({ adaptive: { ...adaptive, dropDominated: event.target.checked } })}
        />
        Drop a deployment early when it cannot beat the others
      </label>
      <p className="text-xs text-muted">
        Climbs by doublings, closes in where a limit is crossed or the curve bends, and stops where more load brings
        nothing.
      </p>
    </>
  );
}

const limits: ReadonlySet<string> = new Set(['medianTtftMs', 'medianTpotMs', 'minTokensPerSPerUser']);
