import { Field } from '@/components/ui/field';
import { EnvironmentField } from './deployment-section';
import { FormSection } from './form-section';
import type { ChangeForm, LaunchForm } from './launch-form';
import type { FieldErrors } from './to-request';

interface EndpointSectionProps {
  form: LaunchForm;
  change: ChangeForm;
  errors: FieldErrors;
}

/** A server that runs already: its address, and what only its owner knows. */
export function EndpointSection({ form, change, errors }: EndpointSectionProps) {
  const { stated } = form;
  return (
    <FormSection title="Running server">
      <Field
        label="Address, without /v1"
        type="url"
        placeholder="http://gpu-box:8000"
        value={form.baseUrl}
        error={errors.baseUrl ?? null}
        hint="It is asked from the target, at the address its name has now; it is neither started nor stopped."
        onChange={(event) => change({ baseUrl: event.target.value })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label="Served model"
          placeholder="the first one it serves"
          value={form.servedModel}
          error={errors.model ?? null}
          onChange={(event) => change({ servedModel: event.target.value })}
        />
        <Field
          label="Tokenizer"
          placeholder="the model's own"
          value={form.tokenizer}
          error={errors.tokenizer ?? null}
          onChange={(event) => change({ tokenizer: event.target.value })}
        />
      </div>
      <div className="grid grid-cols-3 gap-3 sm:grid-cols-[1fr_1fr_1fr_3fr]">
        {(['tp', 'pp', 'dp'] as const).map((axis) => (
          <Field
            key={axis}
            label={axis.toUpperCase()}
            inputMode="numeric"
            value={stated[axis]}
            error={errors[`stated.${axis}`] ?? null}
            onChange={(event) => change({ stated: { ...stated, [axis]: event.target.value } })}
          />
        ))}
        <Field
          label="GPU"
          className="max-sm:col-span-3"
          placeholder="H100"
          value={form.statedGpu}
          error={errors.gpu ?? null}
          onChange={(event) => change({ statedGpu: event.target.value })}
        />
      </div>
      <p className="text-xs text-muted">
        Without TP, PP and DP there is no throughput per GPU, and its points are not drawn.
      </p>
      <EnvironmentField form={form} change={change} errors={errors} />
    </FormSection>
  );
}
