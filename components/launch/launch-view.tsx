'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { randomKey } from '@/components/ui/random-key';
import { createJobMutation, targetsQuery } from '@/lib/api/job-queries';
import { pointsQuery } from '@/lib/api/queries';
import { isModelName } from '@/lib/domain/plan/names';
import { circumstancesOf } from './chosen-cells';
import { DeploymentSection } from './deployment-section';
import { EndpointSection } from './endpoint-section';
import { knownModels } from './known-models';
import type { ChangeForm, LaunchForm } from './launch-form';
import { LoadSection } from './load-section';
import { MoreSection } from './more-section';
import { PreviewPanel } from './preview-panel';
import { TargetSection } from './target-section';
import { toRequest } from './to-request';
import { TopologySection } from './topology-section';
import { usePreview } from './use-preview';
import { WorkloadSection } from './workload-section';

/** The form, and beside it what it would do. */
export function LaunchView({ initial, isTrial = false }: { initial: LaunchForm; isTrial?: boolean }) {
  const [typed, setTyped] = useState(initial);
  const change = useCallback<ChangeForm>((patch) => setTyped((form) => ({ ...form, ...patch })), []);
  const targets = useQuery(targetsQuery());
  // The first target stands until another is chosen: most have one.
  const first = targets.data?.targets.find(({ simulated }) => simulated || !isTrial)?.id ?? '';
  const form = useMemo(() => (typed.target === '' ? { ...typed, target: first } : typed), [typed, first]);
  const { request, errors } = useMemo(() => toRequest(form), [form]);
  const preview = usePreview(request);
  const { kind, model } = form;
  const target = targets.data?.targets.find(({ id }) => id === form.target);
  const circumstances = useMemo(() => circumstancesOf({ kind, model }, target), [kind, model, target]);
  const models = useModels();
  const start = useStart();
  // What is empty in a form nobody has finished is no mistake yet.
  const [isTouched, setIsTouched] = useState(initial.model !== '');
  const shown = isTouched ? errors : {};
  const section = { form, change, errors: shown };
  return (
    <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_minmax(22rem,28rem)]">
      <form
        className="flex min-w-0 flex-col gap-5"
        onSubmit={(event) => event.preventDefault()}
        onBlur={() => setIsTouched(true)}
      >
        <TargetSection {...section} targets={targets.data?.targets} problem={targets.error?.message ?? null} />
        {form.source === 'already-running' ? (
          <EndpointSection {...section} />
        ) : (
          <>
            <DeploymentSection {...section} models={models} />
            <TopologySection {...section} circumstances={circumstances} />
          </>
        )}
        <WorkloadSection {...section} />
        <LoadSection {...section} />
        <MoreSection {...section} />
      </form>
      <aside
        aria-label="Preview"
        className="min-w-0 max-lg:border-t max-lg:border-line-strong max-lg:pt-4 lg:sticky lg:top-[calc(var(--header-height)+1rem)] lg:max-h-[calc(100dvh-var(--header-height)-2rem)] lg:self-start lg:overflow-y-auto lg:border-l lg:border-line lg:pl-6"
      >
        <PreviewPanel
          preview={preview}
          isIncomplete={request === null}
          errors={errors}
          isStarting={start.isPending || start.isSuccess}
          refusal={start.error?.message ?? null}
          onStart={() => {
            if (request !== null) start.begin({ ...request, seed: preview.data?.seed ?? request.seed });
          }}
        />
      </aside>
    </div>
  );
}

/** Makes the job the preview showed, its seed included, once however often the button is pressed; then goes to it. */
function useStart() {
  const router = useRouter();
  const creation = useMutation(createJobMutation(useQueryClient()));
  const [keys] = useState(() => new Map<string, string>());
  const begin = (request: Parameters<typeof creation.mutate>[0]['request']) => {
    const text = JSON.stringify(request);
    const idempotencyKey = keys.get(text) ?? randomKey();
    keys.set(text, idempotencyKey);
    creation.mutate(
      { request, idempotencyKey },
      { onSuccess: ({ id }) => router.push(`/jobs/${encodeURIComponent(id)}`) },
    );
  };
  return { begin, isPending: creation.isPending, isSuccess: creation.isSuccess, error: creation.error };
}

/** Models measured already, and those people measure often. */
function useModels(): readonly string[] {
  const { data } = useQuery({
    ...pointsQuery(),
    select: ({ points }) => [...new Set(points.flatMap(({ deployment }) => deployment.model ?? []))],
  });
  return [...new Set([...(data ?? []).filter(isModelName), ...knownModels])];
}
