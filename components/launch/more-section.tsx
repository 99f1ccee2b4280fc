import { Disclosure } from '@/components/ui/disclosure';
import { Field } from '@/components/ui/field';
import type { ChangeForm, LaunchForm } from './launch-form';
import type { FieldErrors } from './to-request';

const fields = [
  { name: 'seed', label: 'First seed', placeholder: 'drawn' },
  { name: 'readyS', label: 'Seconds to be ready', placeholder: '1800' },
  { name: 'loadS', label: 'Seconds for a load', placeholder: '20 × estimate' },
  { name: 'attemptS', label: 'Seconds for a deployment', placeholder: 'no end' },
] as const;

interface MoreSectionProps {
  form: LaunchForm;
  change: ChangeForm;
  errors: FieldErrors;
}

/** Name, seeds and deadlines: what most leave as it is. */
export function MoreSection({ form, change, errors }: MoreSectionProps) {
  const isWrong = fields.some(({ name }) => errors[name] !== undefined);
  return (
    <div className="border-t border-line pt-4">
      <Field
        label="Name of the job and its sweep"
        placeholder="named after model and target"
        maxLength={200}
        value={form.name}
        error={errors.name ?? null}
        onChange={(event) => change({ name: event.target.value })}
      />
      <div className="mt-3">
        <Disclosure summary="Seeds and deadlines" open={isWrong}>
          <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
            {fields.map(({ name, label, placeholder }) => (
              <Field
                key={name}
                label={label}
                inputMode="numeric"
                placeholder={placeholder}
                value={form[name]}
                error={errors[name] ?? null}
                onChange={(event) => change({ [name]: event.target.value })}
              />
            ))}
          </div>
        </Disclosure>
      </div>
    </div>
  );
}
