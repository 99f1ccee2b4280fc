import { z } from 'zod';
import { topology } from '../topology';
import { tag } from './held-measurement';

/** What PostgreSQL cannot keep and no name has. */
const noControls = /^[^\u0000-\u0008\u000b-\u001f\u007f]*$/;
const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'expected at least one character')
    .max(longest)
    .regex(noControls, 'expected no control characters');
const size = z.int().min(1).max(100_000);
const length = z.int().min(1).max(100_000_000);
const editable = <T extends z.ZodType>(value: T) => value.nullable().optional();

const named = {
  model: editable(text(500)),
  precision: editable(text(500)),
  kvCacheDtype: editable(text(500)),
  engine: editable(text(500)),
  engineVersion: editable(text(500)),
  image: editable(text(500)),
  gpu: editable(text(500)),
  gpus: editable(size),
  gpusPerNode: editable(size),
  nodes: editable(size),
  interconnect: editable(text(500)),
  /** The whole of it, for engines that differ; single sizes are easier where they do not. */
  topology: editable(topology),
  dataset: editable(text(500)),
  isl: editable(length),
  osl: editable(length),
  lengthSpread: editable(z.number().min(0).max(1)),
  sharedPrefix: editable(z.int().min(0).max(100_000_000)),
  burstiness: editable(z.number().nonnegative()),
  ignoreEos: editable(z.boolean()),
  temperature: editable(z.number().nonnegative()),
};

const sizes = {
  tp: size.optional(),
  pp: size.optional(),
  dp: size.optional(),
  pcp: size.optional(),
  dcp: size.optional(),
  replicas: size.optional(),
  ep: editable(size),
  attentionDp: editable(size),
};

export const namedFields = Object.keys(named) as NamedField[];
export type NamedField = keyof typeof named;
export const sizeFields = Object.keys(sizes) as SizeField[];
export type SizeField = keyof typeof sizes;

/** Where a field of an edit stands in the measurement. */
export const editPaths: Readonly<Record<NamedField, string>> = {
  model: 'deployment.model',
  precision: 'deployment.precision',
  kvCacheDtype: 'deployment.kvCacheDtype',
  engine: 'deployment.engine',
  engineVersion: 'deployment.engineVersion',
  image: 'deployment.image',
  gpu: 'deployment.hardware.gpu',
  gpus: 'deployment.hardware.gpus',
  gpusPerNode: 'deployment.hardware.gpusPerNode',
  nodes: 'deployment.hardware.nodes',
  interconnect: 'deployment.hardware.interconnect',
  topology: 'deployment.topology',
  dataset: 'workload.dataset',
  isl: 'workload.isl',
  osl: 'workload.osl',
  lengthSpread: 'workload.lengthSpread',
  sharedPrefix: 'workload.sharedPrefix',
  burstiness: 'workload.burstiness',
  ignoreEos: 'workload.ignoreEos',
  temperature: 'workload.temperature',
};

/**
 * What a person sets on stored measurements. Absent: left as it is. null: not known. The record's own value is kept
 * beside what is set; `asRecorded` goes back to it.
 */
export const edit = z
  .strictObject({
    ...named,
    ...sizes,
    /** Name of the sweep they belong to; one of that name with the same deployment and workload is joined. */
    sweep: text(200).optional(),
    addTags: z.array(tag.regex(noControls, 'expected no control characters')).max(50).optional(),
    removeTags: z.array(z.string().max(60)).max(50).optional(),
    notes: editable(
      z
        .string()
        .trim()
        .min(1)
        .max(10_000)
        .regex(/^[^\0]*$/, 'expected no NUL character'),
    ),
    /** Fields to be as the record says again. */
    asRecorded: z
      .array(z.enum(namedFields as [NamedField, ...NamedField[]]))
      .max(100)
      .optional(),
  })
  .refine((set) => Object.keys(set).length > 0, 'expected at least one field to set')
  .refine((set) => set.topology === undefined || sizeFields.every((field) => set[field] === undefined), {
    message: 'expected either a whole topology or single sizes, found both',
    path: ['topology'],
  });
export type Edit = z.infer<typeof edit>;
