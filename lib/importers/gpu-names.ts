/** Machines as a name tells them; fields it does not tell are null. */
export interface GpuFact {
  gpu: string;
  gpus: number | null;
  gpusPerNode: number | null;
  nodes: number | null;
}

/** Names nothing else is called by: they count even without a number of GPUs before them. */
const unmistakable =
  'GB[23]00|GH200|B[23]00|[HA]100|H[28]00|A800|L40S|MI210|MI250X?|MI300[XA]|MI325X|MI35[05]X|Gaudi[-_]?[23]|RTX[-_ ]?(?:PRO[-_ ]?)?(?:A?\\d{4})(?:[-_ ]?(?:Ti|Ada|D))?';
/** Names that other things have too ("t4", "b100"): they count only as "4xT4" or "T4x4". */
const shortNames = 'B100|H20|A10G?|A16|A2|A30|A40|A6000|L4|L20|L40|V100|T4|P100|P40|GB10|R9700|[345]090(?:[-_ ]?Ti)?';
const variant = '(?:[-_ ]?(?:\\d{2,3}G(?:i?B)?|SXM\\d?|PCIe|NVL|OAM|HBM\\de?))*';
const vendor = '(?:(?:NVIDIA|AMD|Tesla)[-_ ])?';
const start = '(?<![A-Za-z0-9.])';
const end = '(?![A-Za-z0-9])';

const anyName = `(?:${unmistakable}|${shortNames})${variant}`;
const counted = new RegExp(`${start}(?:(\\d{1,3})[xX])?(\\d{1,4})[-_ ]?[xX][-_ ]?${vendor}(${anyName})${end}`, 'gi');
const countAfter = new RegExp(`${start}${vendor}(${anyName})[-_ ]?[xX][-_ ]?(\\d{1,4})${end}`, 'gi');
const bare = new RegExp(`${start}${vendor}((?:${unmistakable})${variant})${end}`, 'gi');

/**
 * Reads GPU type and number out of a name: "8xH100-80GB-SXM", "H100x8", "2x8xH200" (2 nodes of 8), "..._h100_...".
 * null where there is none, or where several are named and none can be chosen. The type is given in capitals.
 */
export function gpuFromName(name: string): GpuFact | null {
  const facts = [
    ...[...name.matchAll(counted)].map(([, nodes, gpus, gpu]) => countedFact(gpu!, Number(gpus), nodes)),
    ...[...name.matchAll(countAfter)].map(([, gpu, gpus]) => countedFact(gpu!, Number(gpus), undefined)),
  ].filter((fact) => fact.gpus !== 0);
  const found = facts.length > 0 ? facts : [...name.matchAll(bare)].map(([, gpu]) => bareFact(gpu!));
  const [first] = found;
  return first && found.every((fact) => JSON.stringify(fact) === JSON.stringify(first)) ? first : null;
}

function countedFact(gpu: string, perNode: number, nodes: string | undefined): GpuFact {
  const gpusOf = { gpu: spelled(gpu), gpus: perNode, gpusPerNode: null, nodes: null };
  if (nodes === undefined) return gpusOf;
  return { ...gpusOf, gpus: perNode * Number(nodes), gpusPerNode: perNode, nodes: Number(nodes) };
}

const bareFact = (gpu: string): GpuFact => ({ gpu: spelled(gpu), gpus: null, gpusPerNode: null, nodes: null });

/** File names are careless about capitals; one spelling keeps one GPU from looking like two. */
function spelled(gpu: string): string {
  return gpu.toUpperCase().replaceAll('_', '-').replace('GAUDI', 'Gaudi').replace('PCIE', 'PCIe').replace(/TI$/, 'Ti');
}
