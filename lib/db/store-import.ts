import { deploymentKey, joinedSweepIdentity, splitFlags, type SweepJoin, workloadKey } from '@/lib/domain/identity';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import type { Queryable } from './database';
import { type DeploymentRow, toDeploymentRow } from './deployment-row';
import { insertRows } from './insert-rows';
import { toMeasurementRow } from './measurement-row';
import { toWorkloadRow, type WorkloadRow } from './workload-row';

/** A measurement's id: the head of its record's SHA-256. */
export const measurementId = ({ source }: { source: Pick<BaseMeasurement['source'], 'sha256'> }) =>
  source.sha256.slice(0, 24);

export interface MeasurementToStore {
  measurement: BaseMeasurement;
  artifactSha256: string;
  /** The sweep it comes into: a stored one, else that of these declared fields and this join, called so if it is new. */
  sweep: { storedId: string | null; joinedBy: SweepJoin; name: string };
  /** Version of the importer that read it. */
  importerVersion: number;
}

export interface ImportToStore {
  id: string;
  idempotencyKey: string | null;
  requestSha256: string;
  /** What a resend with the same key is answered. */
  result: unknown;
  via: 'browser' | 'cli' | 'api' | 'sample' | 'job';
  createdAt: Date;
  artifacts: { sha256: string; size: number; storedAs: string }[];
  files: { path: string; sha256: string; format: string | null; problems: unknown }[];
  measurements: MeasurementToStore[];
}

/**
 * Inserts an import with all that hangs on it. What is there already (an artifact, a sweep, a measurement) stays as it
 * is. Answers with the SHA-256 of those artifacts whose file is now the one placed for this import.
 */
export async function storeImport(db: Queryable, toStore: ImportToStore): Promise<Set<string>> {
  const { id, via } = toStore;
  const at = toStore.createdAt.toISOString();
  await insertRows(db, 'import', [
    {
      id,
      idempotency_key: toStore.idempotencyKey,
      request_sha256: toStore.requestSha256,
      result: toStore.result,
      via,
      sample: via === 'sample',
      created_at: at,
    },
  ]);
  const artifacts = toStore.artifacts.map(({ sha256, size, storedAs }) => ({
    sha256,
    size_bytes: size,
    stored_as: storedAs,
    received_at: at,
  }));
  const placed = await insertRows(db, 'artifact', artifacts);
  const files = toStore.files.map(({ path, sha256, format, problems }) => ({
    import_id: id,
    path,
    artifact_sha256: sha256,
    format,
    problems,
  }));
  await insertRows(db, 'imported_file', files);
  await storeMeasurements(db, toStore, at);
  return placed;
}

async function storeMeasurements(db: Queryable, { id, via, measurements }: ImportToStore, at: string): Promise<void> {
  const deployments = new Map<string, DeploymentRow>();
  const workloads = new Map<string, WorkloadRow>();
  const sweeps = new Map<string, object>();
  const rows = measurements.map(({ measurement, artifactSha256, sweep, importerVersion }) => {
    const { telling, neutral } = splitFlags(measurement.deployment.flags);
    const deployment = deploymentKey(measurement.deployment);
    const workload = workloadKey(measurement.workload);
    const identity = joinedSweepIdentity(measurement, sweep.joinedBy);
    // A sweep's id: the head of its identity.
    const sweepId = sweep.storedId ?? identity.slice(0, 24);
    deployments.set(deployment, toDeploymentRow(deployment, measurement.deployment, telling));
    workloads.set(workload, toWorkloadRow(workload, measurement.workload));
    if (sweep.storedId === null) {
      sweeps.set(identity, {
        id: sweepId,
        identity,
        name: sweep.name,
        deployment_key: deployment,
        workload_key: workload,
        joined_by: sweep.joinedBy,
        created_at: at,
      });
    }
    const context = { id: measurementId(measurement), sweep_id: sweepId, import_id: id, sample: via === 'sample' };
    return {
      ...toMeasurementRow(measurement, neutral, { ...context, artifact_sha256: artifactSha256 }),
      imported_at: at,
      importer_version: importerVersion,
      tags: [],
      notes: null,
      by_hand: {},
      deleted_at: null,
      revision: 0,
    };
  });
  await insertRows(db, 'deployment', [...deployments.values()]);
  await insertRows(db, 'workload', [...workloads.values()]);
  await insertRows(db, 'sweep', [...sweeps.values()]);
  await insertRows(db, 'measurement', rows);
}
