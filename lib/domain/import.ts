import { z } from 'zod';
import { fills } from './fills';
import { load, measurement } from './measurement';

/** What a person says beside the files of an import. */
export const importSettings = z.strictObject({
  /** Name of the sweep the measurements belong to, unless the tool's own run id says; else this import. */
  sweep: z.string().trim().min(1).max(200).optional(),
  /** For every measurement of the import. */
  set: fills.default({}),
  /** For single measurements, by the SHA-256 of their record; wins over `set`. */
  rows: z.record(z.string(), fills).default({}),
  /**
   * Sweeps put together by hand: records by SHA-256, and the name of a new sweep or of a stored one that they join. In
   * `ordered` sweeps the repeats of a load are numbered in this order. Wins over `sweep` and over the tool's own run id.
   */
  sweeps: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(200),
        records: z.array(z.string()),
        ordered: z.boolean().default(false),
      }),
    )
    .default([]),
  /**
   * What companions belong to, where the rule is not to decide: by the companion's id as the preview names it, paths of
   * result files or SHA-256 of records. An empty list: it belongs to nothing.
   */
  companions: z.record(z.string(), z.array(z.string())).default({}),
  /** Where sources contradict each other: by record and field, the source that is believed. */
  choices: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** Records left out, by SHA-256. */
  leaveOut: z.array(z.string()).default([]),
  /** true: store what reads and report the rest; false: any problem refuses the whole import. */
  skipProblems: z.boolean().default(false),
});
export type ImportSettings = z.infer<typeof importSettings>;

/** What is wrong in a file, and where. `message` is one sentence naming all of it. */
export const problem = z.strictObject({
  file: z.string(),
  path: z.string().nullable(),
  expected: z.string(),
  found: z.string(),
  message: z.string(),
});

/**
 * What a file of an import is: it holds results; it says something of results beside it; it repeats or draws what others
 * hold, so nothing is taken from it; or nobody can read it, and its problems say why.
 */
export const fileRole = z.enum(['results', 'companion', 'by-product', 'unread']);
export type FileRole = z.infer<typeof fileRole>;

/** Several sources say different things of one field of a measurement; the user chooses. */
export const contradiction = z.strictObject({
  /** SHA-256 of the measurement's record. */
  measurement: z.string(),
  /** Path of the field: "deployment.topology.tp". */
  field: z.string(),
  /** What each says. The first is what the measurement holds now. */
  options: z.array(
    z.strictObject({
      value: z.union([z.string(), z.number(), z.boolean()]),
      /** The file that says so. */
      source: z.string(),
      provenance: z.string(),
    }),
  ),
});
export type Contradiction = z.infer<typeof contradiction>;

/** Measurements that were taken together, as one sweep to a person: a tool's run, or the files of a folder. */
export const proposedSweep = z.strictObject({
  /** The tool's own run id, else the folder's name; null: they have only their import in common. */
  name: z.string().nullable(),
  /** One for each deployment under each workload. */
  curves: z.array(
    z.strictObject({
      deploymentKey: z.string(),
      workloadKey: z.string(),
      /** In the order of the curve; `repeats` are records by their SHA-256, in their own order. */
      loads: z.array(z.strictObject({ load, repeats: z.array(z.string()) })),
    }),
  ),
});
export type ProposedSweep = z.infer<typeof proposedSweep>;

/** What a commit would make of a file. */
export const previewedFile = z.strictObject({
  file: z.string(),
  sha256: z.string(),
  size: z.int(),
  format: z.string().nullable(),
  role: fileRole,
  /** What became of a file that is no result, in a sentence; else null. */
  note: z.string().nullable(),
  measurements: z.array(
    z.strictObject({
      measurement,
      /** Already in the database: a commit leaves it as it is. Sample data does not count, an import replaces it. */
      stored: z.boolean(),
    }),
  ),
  problems: z.array(problem),
});
export type PreviewedFile = z.infer<typeof previewedFile>;

/** A spec, command line, log or the like that lies beside results, and what it did for them. */
export const previewedCompanion = z.strictObject({
  /** Its file; of several servers in one file "file#name". */
  id: z.string(),
  file: z.string(),
  /** "Kubernetes spec vllm-l4-pp4.yaml", as provenance names it. */
  label: z.string(),
  /** Records it belongs to, by their SHA-256. */
  belongsTo: z.array(z.string()),
  /** Result files it may belong to just as others of its kind, whatever was chosen. Empty where nothing was open. */
  candidates: z.array(z.string()),
  /** Paths of the fields it filled in any of them. */
  filled: z.array(z.string()),
});
export type PreviewedCompanion = z.infer<typeof previewedCompanion>;

/** What a commit would make of all files. */
export const previewedImport = z.strictObject({
  files: z.array(previewedFile),
  companions: z.array(previewedCompanion),
  contradictions: z.array(contradiction),
  sweeps: z.array(proposedSweep),
});
export type PreviewedImport = z.infer<typeof previewedImport>;

/** What a commit did. */
export const importResult = z.strictObject({
  /** null: every measurement was there already, so nothing was stored. */
  id: z.string().nullable(),
  /** Names of the sweeps that the new measurements are part of. */
  sweeps: z.array(z.string()),
  files: z.array(
    z.strictObject({
      file: z.string(),
      format: z.string().nullable(),
      /** Ids of measurements stored by this import, and of those that were there before. */
      created: z.array(z.string()),
      existing: z.array(z.string()),
      problems: z.array(problem),
    }),
  ),
});
export type ImportResult = z.infer<typeof importResult>;
