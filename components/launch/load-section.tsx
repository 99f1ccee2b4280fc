import { Choice } from '@/components/ui/choice';
import { Field } from '@/components/ui/field';
import { AdaptiveFields } from './adaptive-fields';
import { FormSection } from './form-section';
import type { ChangeForm, LaunchForm } from './launch-form';
import type { FieldErrors } from './to-request';

interface LoadSectionProps {
  form: LaunchForm;
  change: ChangeForm;
  errors: FieldErrors;
}

const modes = [
  { value: 'list', label: 'A list' },
  { value: 'adaptive', label: 'Adaptive', title: 'Chosen as results come in' },
] as const;
const knobs = [
  { value: 'concurrency', label: 'Concurrency' },
  { value: 'request-rate', label: 'Requests/s' },
  { value: 'prompts', label: 'Prompts at once' },
] as const;
const scales = [
  { value: 'absolute', label: 'Absolute' },
  { value: 'gpu', label: 'Per GPU' },
  { value: 'dp-rank', label: 'Per DP rank' },
] as const;
const knobWords = {
  concurrency: 'Concurrencies',
  'request-rate': 'Requests per second',
  prompts: 'Numbers of prompts',
} as const;
const scaleWords = { absolute: '', gpu: ', for each GPU', 'dp-rank': ', for each DP rank' } as const;

/** The knob that is varied along a curve. */
export function LoadSection({ form, change, errors }: LoadSectionProps) {
  const isOffline = form.kind === 'throughput';
  return (
    <FormSection title="Loads" aside="One point each">
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        {!isOffline && (
          <Choice
            label="How loads are chosen"
            value={form.loadMode}
            options={modes}
            onChange={(loadMode) => change({ loadMode })}
          />
        )}
        {form.loadMode === 'list' && !isOffline && (
          <Choice label="Load" value={form.knob} options={knobs} onChange={(knob) => change({ knob })} />
        )}
        <Choice label="Counted" value={form.per} options={scales} onChange={(per) => change({ per })} />
      </div>
      {form.loadMode === 'adaptive' ? (
        <AdaptiveFields form={form} change={change} errors={errors} />
      ) : (
        <Field
          label={knobWords[form.knob] + scaleWords[form.per]}
          value={form.values}
          error={errors.values ?? errors.loads ?? null}
          hint="1, 2, 4 or 1..64 for doublings up to 64"
          onChange={(event) => change({ values: event.target.value })}
        />
      )}
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Field
          label="Repeats"
          inputMode="numeric"
          value={form.repeats}
          error={errors.repeats ?? null}
          onChange={(event) => change({ repeats: event.target.value })}
        />
        {form.knob === 'request-rate' && form.loadMode === 'list' ? (
          <Field
            label="Seconds of arrivals"
            inputMode="numeric"
            value={form.promptsSeconds}
            error={errors.promptsSeconds ?? null}
            onChange={(event) => change({ promptsSeconds: event.target.value })}
          />
        ) : (
          !isOffline && (
            <Field
              label="Prompts per concurrency"
              inputMode="decimal"
              value={form.promptsPerConcurrency}
              error={errors.promptsPerConcurrency ?? null}
              onChange={(event) => change({ promptsPerConcurrency: event.target.value })}
            />
          )
        )}
        {!isOffline && (
          <>
            <Field
              label="At least, prompts"
              inputMode="numeric"
              value={form.promptsFloor}
              error={errors.promptsFloor ?? null}
              onChange={(event) => change({ promptsFloor: event.target.value })}
            />
            <Field
              label="Warm-ups"
              inputMode="numeric"
              placeholder="as the concurrency"
              value={form.warmups}
              error={errors.warmups ?? null}
              onChange={(event) => change({ warmups: event.target.value })}
            />
          </>
        )}
      </div>
    </FormSection>
  );
}
