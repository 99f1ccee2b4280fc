import { useRef } from 'react';
import { Button, Toggle } from '@/components/ui/button';
import { formatCount, formatPercent } from '@/lib/units/format';
import { presetNames, resolveWorkload } from '@/lib/domain/plan/workloads';
import { FormSection, SectionError } from './form-section';
import type { ChangeForm, LaunchForm, OwnWorkloadDraft, PresetName, WorkloadDraft } from './launch-form';
import { OwnWorkload } from './own-workload';
import type { FieldErrors } from './to-request';

interface WorkloadSectionProps {
  form: LaunchForm;
  change: ChangeForm;
  errors: FieldErrors;
}

const anOwn: OwnWorkloadDraft = {
  kind: 'random',
  name: '',
  isl: '1024',
  osl: '256',
  spread: '',
  sharedPrefix: '',
  api: 'completions',
};

/** What is asked of the server: presets, and workloads of one's own. */
export function WorkloadSection({ form, change, errors }: WorkloadSectionProps) {
  const { workloads } = form;
  const add = useRef<HTMLButtonElement>(null);
  const set = (next: readonly WorkloadDraft[]) => change({ workloads: next });
  const isChosen = (preset: PresetName) => workloads.some((one) => one.kind === 'preset' && one.preset === preset);
  const toggle = (preset: PresetName) =>
    set(
      isChosen(preset)
        ? workloads.filter((one) => one.kind !== 'preset' || one.preset !== preset)
        : [...workloads, { kind: 'preset', preset }],
    );
  return (
    <FormSection title="Workloads" aside="Input tokens / output tokens">
      <div className="flex flex-wrap gap-2">
        {presetNames.map((preset) => (
          <Toggle key={preset} pressed={isChosen(preset)} title={presetWords(preset)} onClick={() => toggle(preset)}>
            {preset}
          </Toggle>
        ))}
        <Button ref={add} size="small" onClick={() => set([...workloads, anOwn])}>
          Add your own
        </Button>
      </div>
      <p className="text-xs text-muted">
        {workloads
          .flatMap((one) => (one.kind === 'preset' ? [`${one.preset}: ${presetWords(one.preset)}`] : []))
          .join(' · ')}
      </p>
      {workloads.map((workload, index) =>
        workload.kind === 'preset' ? null : (
          <OwnWorkload
            key={index}
            draft={workload}
            at={`workloads.${index}`}
            errors={errors}
            onChange={(next) => set(workloads.map((other, i) => (i === index ? next : other)))}
            onRemove={() => {
              // The button that was pressed goes with it.
              add.current?.focus();
              set(workloads.filter((_, i) => i !== index));
            }}
          />
        ),
      )}
      <SectionError>{errors.workloads}</SectionError>
    </FormSection>
  );
}

function presetWords(preset: PresetName): string {
  const workload = resolveWorkload({ kind: 'preset', preset });
  if (workload.kind !== 'random') return preset;
  const spread = workload.lengthSpread > 0 ? ` ± ${formatPercent(workload.lengthSpread)}` : '';
  const api = workload.api === 'chat' ? ', chat endpoint' : '';
  return `${formatCount(workload.isl)} tokens in, ${formatCount(workload.osl)} out${spread}${api}`;
}
