import { z } from 'zod';
import { type Deployment, deployment, hardware } from '@/lib/domain/measurement';

const { model, precision, kvCacheDtype, engine, engineVersion, image, topology, flags } = deployment.shape;
const { gpu, gpus, gpusPerNode, nodes, interconnect } = hardware.shape;

/** A row of the table `deployment`. `flags` are those that can matter to speed: only they are part of the key. */
export const deploymentRow = z.object({
  key: z.string(),
  model,
  precision,
  kv_cache_dtype: kvCacheDtype,
  engine,
  engine_version: engineVersion,
  image,
  gpu,
  gpus,
  gpus_per_node: gpusPerNode,
  nodes,
  interconnect,
  topology,
  flags,
});
export type DeploymentRow = z.infer<typeof deploymentRow>;

/** A deployment as its row; the flags without effect on speed stay with each measurement. */
export function toDeploymentRow(key: string, served: Deployment, flags: Deployment['flags']): DeploymentRow {
  return {
    key,
    model: served.model,
    precision: served.precision,
    kv_cache_dtype: served.kvCacheDtype,
    engine: served.engine,
    engine_version: served.engineVersion,
    image: served.image,
    gpu: served.hardware.gpu,
    gpus: served.hardware.gpus,
    gpus_per_node: served.hardware.gpusPerNode,
    nodes: served.hardware.nodes,
    interconnect: served.hardware.interconnect,
    topology: served.topology,
    flags,
  };
}

/** A row and a measurement's own flags as the deployment it was. */
export function fromDeploymentRow(row: DeploymentRow, neutralFlags: Deployment['flags']): Deployment {
  return {
    model: row.model,
    precision: row.precision,
    kvCacheDtype: row.kv_cache_dtype,
    engine: row.engine,
    engineVersion: row.engine_version,
    image: row.image,
    hardware: {
      gpu: row.gpu,
      gpus: row.gpus,
      gpusPerNode: row.gpus_per_node,
      nodes: row.nodes,
      interconnect: row.interconnect,
    },
    topology: row.topology,
    flags: { ...row.flags, ...neutralFlags },
  };
}
