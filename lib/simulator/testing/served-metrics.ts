import { Cluster } from '../engine/cluster';
import { planMemory } from '../engine/memory-plan';
import { EngineMetrics } from '../server/engine-metrics';
import { addProcessMetrics } from '../server/process-metrics';
import { anEngine } from './an-engine';
import { parsePrometheus } from './prometheus-text';

const config = anEngine({ tp: 2, dp: 2, maxModelLen: 2048 });

/** The metrics of a server of two ranks that has answered three requests and lost one. */
export function servedMetrics() {
  const metrics = new EngineMetrics({ ranks: 2, modelName: 'some"model\\', maxModelLen: 2048, startedAtS: 1000 });
  const cluster = new Cluster(config, metrics, () => 1);
  metrics.observe(cluster);
  addProcessMetrics(metrics.registry, config, planMemory(config), 1000);
  const promptTokens = Array.from({ length: 100 }, (_, at) => at);
  const add = (id: string, arrivedAt: number) =>
    cluster.add({ id, promptTokens, maxTokens: 20, minTokens: 0, ignoreEos: true, seed: 0, arrivedAt });
  for (const id of ['a', 'b', 'c']) add(id, 0);
  cluster.abort('c', 0.001);
  add('d', 5);
  cluster.advance(60);
  return parsePrometheus(metrics.registry.render());
}
