import { listOpenJobs } from '@/lib/db/jobs/list-jobs';
import { listTargets as readTargets } from '@/lib/db/jobs/targets';
import type { ServiceContext } from '../context';
import { withFacts } from './known-target';

/** Every target with what is known of it and of its queue. */
export async function listTargets({ db }: ServiceContext) {
  const [targets, open] = await Promise.all([readTargets(db), listOpenJobs(db)]);
  return {
    targets: targets.map((row) => {
      const { id, name, simulated, gpu, gpusPerNode, nodes } = withFacts(row);
      const queue = open.filter(({ targetId }) => targetId === id);
      const running = queue.find(({ state }) => state.phase !== 'queued') ?? null;
      const { problem = null, ...facts } = row.facts ?? {};
      return {
        id,
        name,
        simulated,
        gpu,
        gpusPerNode,
        nodes,
        facts: row.facts === null ? null : (facts as Omit<typeof row.facts, 'problem'>),
        problem,
        running: running?.id ?? null,
        waiting: queue.length - (running === null ? 0 : 1),
      };
    }),
  };
}
