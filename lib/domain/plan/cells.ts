import type { GridCell, JobRequest } from './job-request';
import type { PlannedTopology, PlanProblem } from './plan';
import { type Target, targetGpus } from './target';

/** What is asked of a target to know whether a deployment fits. */
export type TargetSize = Pick<Target, 'name' | 'gpusPerNode' | 'nodes'>;

/** What is known of a model's shape; null where it is not. */
export interface ModelShape {
  attentionHeads: number | null;
  layers: number | null;
}

/** One deployment of the plan before its loads: a point of the grid, or the endpoint. */
export interface Cell {
  key: string;
  label: string;
  topology: PlannedTopology | null;
  gpus: number | null;
}

/** "TP4", "TP2 x PP2", "TP1 on 2 nodes": sizes of 1 are left out, all but TP. */
function labelOf({ tp, pp, dp, nodes }: PlannedTopology): string {
  const parts = [`TP${tp}`, ...(pp > 1 ? [`PP${pp}`] : []), ...(dp > 1 ? [`DP${dp}`] : [])];
  return parts.join(' x ') + (nodes > 1 ? ` on ${nodes} nodes` : '');
}

/** The deployment of a topology. */
export function cellOf(topology: PlannedTopology): Cell {
  const { tp, pp, dp, nodes } = topology;
  const key = `tp${tp}-pp${pp}-dp${dp}${nodes > 1 ? `-n${nodes}` : ''}`;
  return { key, label: labelOf(topology), topology, gpus: tp * pp * dp };
}

/** How many cells a grid has, repeated values not counted twice. */
export function countCells({ deployment }: JobRequest): number {
  if (deployment.source === 'already-running') return 1;
  const { only, nodes, ...sizes } = deployment.grid;
  const count = (values: number[]) => new Set(values).size;
  if (only !== null) return new Set(only.map(combinationKey)).size * count(nodes);
  return Object.values({ nodes, ...sizes }).reduce((product, values) => product * count(values), 1);
}

const combinationKey = ({ tp, pp, dp }: GridCell) => `${tp} ${pp} ${dp}`;

/** The cells of a request in the order they run: fewest GPUs first, then TP before PP before DP. */
export function cellsOf({ deployment }: JobRequest): Cell[] {
  if (deployment.source === 'already-running') {
    const topology = deployment.topology && { ...deployment.topology, nodes: 1 };
    const gpus = topology && topology.tp * topology.pp * topology.dp;
    return [{ key: 'endpoint', label: topology ? labelOf(topology) : 'endpoint', topology, gpus }];
  }
  const { grid } = deployment;
  const combinations = grid.only === null ? combinationsOf(grid) : uniqueCombinations(grid.only);
  const cells = ascending(grid.nodes).flatMap((nodes) => combinations.map((sizes) => cellOf({ ...sizes, nodes })));
  return cells.sort((a, b) => (a.gpus ?? 0) - (b.gpus ?? 0));
}

const ascending = (values: number[]) => [...new Set(values)].sort((a, b) => a - b);

function combinationsOf({ tp, pp, dp }: { tp: number[]; pp: number[]; dp: number[] }): GridCell[] {
  return ascending(dp).flatMap((dp) => ascending(pp).flatMap((pp) => ascending(tp).map((tp) => ({ tp, pp, dp }))));
}

function uniqueCombinations(only: GridCell[]): GridCell[] {
  const byKey = new Map(only.map((cell) => [combinationKey(cell), cell]));
  return [...byKey.values()].sort((a, b) => a.dp - b.dp || a.pp - b.pp || a.tp - b.tp);
}

/** What of a request its cells are checked against. */
export type CellRequest = Pick<JobRequest, 'kind' | 'deployment'>;

/** Why one cell of a started deployment cannot run, as sentences; empty where nothing stands against it. */
export function cellProblems(
  cell: Cell,
  request: CellRequest,
  target: TargetSize,
  shape: ModelShape | null,
): PlanProblem[] {
  const { topology } = cell;
  if (request.deployment.source !== 'started' || !topology) return [];
  return [
    ...fitProblems(cell, topology, target),
    ...divisionProblems(topology, request.deployment.model, shape),
    ...contextProblems(topology, request),
    ...(request.kind === 'throughput' && topology.dp > 1
      ? [
          {
            code: 'offline-data-parallel',
            message: `vLLM's offline benchmark runs one data-parallel rank; ${cell.label} can only be measured as a server.`,
          },
        ]
      : []),
  ];
}

function fitProblems({ label, gpus }: Cell, { nodes }: PlannedTopology, target: TargetSize): PlanProblem[] {
  if (nodes > 1) {
    return [{ code: 'nodes', message: `${label} was left out: more than one node is not supported yet.` }];
  }
  const all = targetGpus(target);
  if (all === null || gpus === null) return [];
  if (gpus > all) {
    return [{ code: 'too-many-gpus', message: `${label} needs ${gpus} GPUs; ${target.name} has ${all}.` }];
  }
  const perNode = target.gpusPerNode!;
  if (gpus <= perNode) return [];
  return [
    {
      code: 'nodes',
      message: `${label} needs ${gpus} GPUs and a node of ${target.name} has ${perNode}: more than one node is not supported yet.`,
    },
  ];
}

function divisionProblems({ tp, pp }: PlannedTopology, model: string, shape: ModelShape | null): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const { attentionHeads, layers } = shape ?? { attentionHeads: null, layers: null };
  if (attentionHeads !== null && attentionHeads % tp !== 0) {
    problems.push({
      code: 'attention-heads',
      message: `TP${tp} does not divide the ${attentionHeads} attention heads of ${model}.`,
    });
  }
  if (layers !== null && pp > layers) {
    problems.push({ code: 'layers', message: `PP${pp} is more stages than the ${layers} layers of ${model}.` });
  }
  return problems;
}

/** Decode context parallelism shares the tensor-parallel ranks, so its size must divide theirs. */
function contextProblems({ tp }: PlannedTopology, { deployment }: CellRequest): PlanProblem[] {
  if (deployment.source !== 'started') return [];
  const dcp = Number(deployment.flags.find(({ name }) => name === 'decode-context-parallel-size')?.value ?? 1);
  if (!Number.isInteger(dcp) || dcp < 1 || tp % dcp === 0) return [];
  return [{ code: 'decode-context-parallel', message: `DCP${dcp} does not divide TP${tp}.` }];
}
