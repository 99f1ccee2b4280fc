import { useId } from 'react';
import { Field, inputClass } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { FormSection } from './form-section';
import type { ChangeForm, LaunchForm } from './launch-form';
import { kvCaches, precisions } from './precisions';
import type { FieldErrors } from './to-request';

interface DeploymentSectionProps {
  form: LaunchForm;
  change: ChangeForm;
  errors: FieldErrors;
  models: readonly string[];
}

/** What vLLM is started with. */
export function DeploymentSection({ form, change, errors, models }: DeploymentSectionProps) {
  return (
    <FormSection title="Model">
      <Field
        label="Model"
        placeholder="Qwen/Qwen3-32B-FP8, or a path on the target"
        suggestions={[...models]}
        value={form.model}
        error={errors.model ?? null}
        onChange={(event) => change({ model: event.target.value })}
      />
      <div className="flex flex-wrap gap-3">
        <FlagChoice
          label="Precision"
          value={form.precision}
          choices={precisions}
          onChange={(precision) => change({ precision })}
        />
        <FlagChoice
          label="KV cache"
          value={form.kvCache}
          choices={kvCaches}
          onChange={(kvCache) => change({ kvCache })}
        />
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <FlagText form={form} change={change} error={errors.flags} />
        <EnvironmentField form={form} change={change} errors={errors} />
      </div>
    </FormSection>
  );
}

interface FlagChoiceProps {
  label: string;
  value: string;
  choices: typeof precisions;
  onChange: (value: string) => void;
}

/** Radix takes no empty value, which here means "as the model is". */
const unset = 'model';

function FlagChoice({ label, value, choices, onChange }: FlagChoiceProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="caption" aria-hidden="true">
        {label}
      </span>
      <Select
        label={label}
        value={value || unset}
        groups={[{ label: null, options: choices.map((choice) => ({ ...choice, value: choice.value || unset })) }]}
        onChange={(next) => onChange(next === unset ? '' : next)}
      />
    </div>
  );
}

function FlagText({ form, change, error }: Pick<DeploymentSectionProps, 'form' | 'change'> & { error?: string }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="caption">
        More flags of vllm serve
      </label>
      <textarea
        id={id}
        rows={2}
        spellCheck={false}
        autoComplete="off"
        placeholder="--max-num-seqs 256 --enable-prefix-caching"
        className={`${inputClass} h-auto! min-h-15 py-1 font-mono text-xs`}
        value={form.flags}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={`${id}-said`}
        onChange={(event) => change({ flags: event.target.value })}
      />
      <p
        id={`${id}-said`}
        role={error ? 'alert' : undefined}
        className={`text-xs ${error ? 'text-danger' : 'text-muted'}`}
      >
        {error ?? 'As on a command line. TP, PP and DP come from the grid.'}
      </p>
    </div>
  );
}

/** Names of variables; values are never typed into a page. */
export function EnvironmentField({ form, change, errors }: Omit<DeploymentSectionProps, 'models'>) {
  return (
    <Field
      label="Environment, by name"
      placeholder="HF_TOKEN"
      value={form.environment}
      error={errors.environment ?? null}
      hint="Names only. Values come from the environment Kneepoint runs in, and are stored nowhere."
      onChange={(event) => change({ environment: event.target.value })}
    />
  );
}
