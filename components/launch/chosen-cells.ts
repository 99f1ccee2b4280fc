import { findModelShape } from '@/lib/domain/models';
import {
  type Cell,
  cellOf,
  cellProblems,
  type CellRequest,
  type ModelShape,
  type TargetSize,
} from '@/lib/domain/plan/cells';
import type { GridCell } from '@/lib/domain/plan/job-request';
import type { PlanProblem } from '@/lib/domain/plan/plan';
import { targetGpus } from '@/lib/domain/plan/target';
import { cellKey, type LaunchForm } from './launch-form';
import { parseNumberList } from './number-list';

export interface Sizes {
  tp: number[];
  pp: number[];
  dp: number[];
}

const oneSize = { whole: true, most: 64 };

/** The sizes the grid offers; what cannot be read is its sentence, and offers 1. */
export function readSizes({ sizes }: Pick<LaunchForm, 'sizes'>): {
  sizes: Sizes;
  errors: Partial<Record<keyof Sizes, string>>;
} {
  const errors: Partial<Record<keyof Sizes, string>> = {};
  const read = (axis: keyof Sizes) => {
    const found = parseNumberList(sizes[axis], oneSize);
    const problem = typeof found === 'string' ? found : found.some((size) => size > 1024) ? 'At most 1024.' : null;
    if (problem === null) return found as number[];
    errors[axis] = problem;
    return [1];
  };
  return { sizes: { tp: read('tp'), pp: read('pp'), dp: read('dp') }, errors };
}

/** All cells the sizes make, DP by DP, PP by PP. */
export const offeredCells = ({ tp, pp, dp }: Sizes): GridCell[] =>
  dp.flatMap((dpSize) => pp.flatMap((ppSize) => tp.map((tpSize) => ({ tp: tpSize, pp: ppSize, dp: dpSize }))));

export const chosenCells = (sizes: Sizes, cells: ReadonlySet<string>): GridCell[] =>
  cells.size === 0 ? [] : offeredCells(sizes).filter((cell) => cells.has(cellKey(cell)));

/** What the grid knows of model and target when it judges its cells. */
export interface GridCircumstances {
  request: CellRequest;
  target: TargetSize;
  shape: ModelShape | null;
}

/** The circumstances as the form stands; a target nobody knows refuses nothing. */
export function circumstancesOf({ kind, model }: Pick<LaunchForm, 'kind' | 'model'>, target: TargetSize | undefined) {
  const known = findModelShape(model);
  const deployment: CellRequest['deployment'] = {
    source: 'started',
    model: model.trim() === '' ? 'the model' : model.trim(),
    grid: { tp: [1], pp: [1], dp: [1], nodes: [1], only: null },
    flags: [],
    environment: [],
  };
  return {
    request: { kind, deployment },
    target: target ?? { name: 'the target', gpusPerNode: null, nodes: 1 },
    shape: known && { attentionHeads: known.heads, layers: known.layers },
  } satisfies GridCircumstances;
}

export interface JudgedCell {
  cell: Cell;
  /** Empty: it can run. */
  problems: PlanProblem[];
  /** The first problem in the few words a cell has room for; null where there is none. */
  reason: string | null;
}

/** What stands against one cell, in full and in short. */
export function judgeCell(sizes: GridCell, { request, target, shape }: GridCircumstances): JudgedCell {
  const cell = cellOf({ ...sizes, nodes: 1 });
  const problems = cellProblems(cell, request, target, shape);
  const first = problems[0];
  return { cell, problems, reason: first ? shortReason(first, cell, target, shape) : null };
}

function shortReason(problem: PlanProblem, cell: Cell, target: TargetSize, shape: ModelShape | null): string {
  const { tp = 1, pp = 1 } = cell.topology ?? {};
  switch (problem.code) {
    case 'too-many-gpus':
      return `needs ${cell.gpus}, the target has ${targetGpus(target)}`;
    case 'attention-heads':
      return `TP${tp} does not divide ${shape?.attentionHeads} heads`;
    case 'layers':
      return `PP${pp} is more than ${shape?.layers} layers`;
    case 'nodes':
      return `more than one node of ${target.gpusPerNode}`;
    case 'offline-data-parallel':
      return 'offline runs have one DP rank';
    default:
      return problem.message;
  }
}
