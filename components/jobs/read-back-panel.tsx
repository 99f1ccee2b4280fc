import { Facts } from '@/components/explore/facts';
import type { JobAttempt, JobDetail } from '@/lib/api/job-contracts';
import { formatCount, notReported } from '@/lib/units/format';
import { attemptName } from './state-words';

/** What server and machine said that they are, of the deployment that was read back last. */
export function ReadBackPanel({ job }: { job: JobDetail }) {
  const read = job.attempts.filter(({ readBack }) => readBack !== null);
  const last = read.at(-1);
  const differences = read.flatMap((attempt) =>
    (attempt.readBack?.differences ?? []).map((text) => ({ name: attemptName(attempt), text })),
  );
  if (last === undefined) return null;
  return (
    <section aria-labelledby="read-back" className="flex flex-col gap-1.5">
      <h2 id="read-back" className="caption">
        Read back · {attemptName(last)}
      </h2>
      <Facts facts={factsOf(last.readBack!)} />
      {differences.map(({ name, text }) => (
        <p key={name + text} className="text-xs text-warning">
          {name}: {text}
        </p>
      ))}
    </section>
  );
}

function factsOf(readBack: NonNullable<JobAttempt['readBack']>) {
  const { model, engineVersion, topology, gpu, gpus, driver, kvCacheTokens, client } = readBack;
  const gpuWords = gpu === null ? notReported : `${gpus === null ? '' : `${gpus} × `}${gpu}`;
  return [
    { name: 'Served model', value: model ?? notReported },
    { name: 'Topology', value: topology === null ? notReported : `TP${topology.tp} PP${topology.pp} DP${topology.dp}` },
    { name: 'GPUs', value: gpuWords },
    { name: 'vLLM', value: engineVersion ?? notReported },
    { name: 'Driver', value: driver ?? notReported },
    { name: 'KV cache', value: kvCacheTokens === null ? notReported : `${formatCount(kvCacheTokens)} tokens` },
    {
      name: 'Load generator',
      value: client === null ? notReported : client === 'vllm' ? 'vllm bench' : 'Kneepoint’s own',
    },
  ];
}
