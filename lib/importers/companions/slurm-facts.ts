import { type CompanionFact, FactList } from './companion';
import { gpuOfLabel } from './machine-facts';

const asked =
  /^#SBATCH\s+(?:--gres[= ]gpu|--gpus-per-node[= ]|--gpus-per-task[= ]|-G\s*|--gpus[= ]):?([A-Za-z][\w-]{0,40}):\d{1,4}\s*$/m;

/** The GPU that a job script asks Slurm for, where it names one: "--gres=gpu:h100:8". */
export function slurmFacts(text: string): CompanionFact[] {
  const list = new FactList('#SBATCH');
  const name = asked.exec(text)?.[1];
  list.add('deployment.hardware.gpu', name === undefined ? null : gpuOfLabel(name));
  return list.facts;
}
