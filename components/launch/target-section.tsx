import { Choice } from '@/components/ui/choice';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import type { TargetSummary } from '@/lib/api/job-contracts';
import { FormSection, SectionError } from './form-section';
import type { ChangeForm, LaunchForm } from './launch-form';
import { machineWords } from './target-words';
import type { FieldErrors } from './to-request';

interface TargetSectionProps {
  form: LaunchForm;
  change: ChangeForm;
  errors: FieldErrors;
  /** undefined while they are on their way. */
  targets: readonly TargetSummary[] | undefined;
  problem: string | null;
}

/** Where it runs, and whether vLLM is started or there already. */
export function TargetSection({ form, change, errors, targets, problem }: TargetSectionProps) {
  const chosen = targets?.find(({ id }) => id === form.target);
  return (
    <FormSection title="Where">
      {problem !== null && (
        <Notice tone="danger" title="The targets could not be read">
          {problem}
        </Notice>
      )}
      {targets === undefined && problem === null && <Skeleton className="h-7.5 w-64" />}
      {targets !== undefined && (
        <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
          <div className="flex min-w-0 flex-col gap-1">
            <span className="caption" aria-hidden="true">
              Target
            </span>
            <Select
              label="Target"
              value={form.target}
              groups={[
                {
                  label: null,
                  options: targets.map((target) => ({
                    value: target.id,
                    label: target.name,
                    description: machineWords(target),
                  })),
                },
              ]}
              onChange={(target) => change({ target })}
            >
              {chosen?.name ?? 'Choose one'}
            </Select>
          </div>
          <Choice
            label="What is measured"
            isLabelShown
            value={form.source === 'already-running' ? 'running' : form.kind}
            options={[
              { value: 'serve', label: 'Start vLLM' },
              { value: 'running', label: 'A running server' },
              { value: 'throughput', label: 'Offline', title: 'vllm bench throughput' },
            ]}
            onChange={(choice) => change(sourceChange(choice, form))}
          />
        </div>
      )}
      <SectionError>{errors.target}</SectionError>
      {chosen && <TargetNote target={chosen} />}
    </FormSection>
  );
}

/** An offline run has no concurrency: its knob is the number of prompts. */
function sourceChange(choice: 'serve' | 'running' | 'throughput', form: LaunchForm): Partial<LaunchForm> {
  const kind = choice === 'throughput' ? 'throughput' : 'serve';
  const source = choice === 'running' ? 'already-running' : 'started';
  if (kind === form.kind) return { source };
  return kind === 'throughput'
    ? { source, kind, loadMode: 'list', knob: 'prompts', values: '64..1024' }
    : { source, kind, knob: 'concurrency', values: '1..64' };
}

function TargetNote({ target }: { target: TargetSummary }) {
  return (
    <>
      <p className="text-xs text-muted">
        {machineWords(target)}
        {target.simulated && '. What it gives stays marked as simulated, and never shares a frontier with measurements'}
        {queueWords(target)}.
      </p>
      {target.problem !== null && <Notice tone="warning">{target.problem}</Notice>}
    </>
  );
}

function queueWords({ running, waiting }: TargetSummary): string {
  if (running === null && waiting === 0) return '';
  const ahead = waiting + (running === null ? 0 : 1);
  return `. ${ahead === 1 ? 'One job is' : `${ahead} jobs are`} ahead in its queue`;
}
