/** GPU names as tools, drivers and clouds write them, told apart by what changes speed: chip, form factor, memory. */

/** What remains of a name once vendor words, separators and counts are gone. */
function simplified(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\s*\d+\s*[x×]\s*/, '')
    .replace(/:\d+\s*$/, '')
    .replace(/\b(nvidia|amd|tesla|instinct|gpu|graphics|accelerator)\b/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const memory = (gb: number) => new RegExp(`\\b${gb} ?(gb?|gib)\\b`);

function a100(rest: string): string {
  const size =
    memory(40).test(rest) || /\b40\b/.test(rest)
      ? ' 40GB'
      : memory(80).test(rest) || /\b80\b/.test(rest)
        ? ' 80GB'
        : '';
  const form = /\bpcie\b/.test(rest) ? ' PCIe' : /\bsxm\d?\b/.test(rest) || size !== '' ? ' SXM' : '';
  return `A100${size}${form}`;
}

function h100(rest: string): string {
  if (/\bpcie\b/.test(rest)) return 'H100 PCIe';
  return /\bnvl\b/.test(rest) ? 'H100 NVL' : 'H100 SXM';
}

const families: [RegExp, (rest: string) => string][] = [
  [/^a100\b/, a100],
  [/^h100\b/, h100],
  [/^h200\b/, (rest) => (/\bnvl\b/.test(rest) ? 'H200 NVL' : 'H200')],
  [/^(l40s|l40|l4|a10g|a10|t4|v100|h20|h800|a800|gb10|gh200|gb200|gb300|b200|b300)\b/, (rest) => upper(rest)],
  [/^(mi2\d\dx?|mi3\d\dx?)\b/, (rest) => upper(rest)],
];

function upper(rest: string): string {
  const [chip = ''] = rest.split(' ');
  return chip.startsWith('mi') ? `MI${chip.slice(2).toUpperCase()}` : chip.toUpperCase();
}

/**
 * The one name of a GPU, from any of its many: "NVIDIA H100 80GB HBM3", "H100-80GB-SXM" and "nvidia-gpu-h100:8" are
 * "H100 SXM"; "NVIDIA A100-SXM4-40GB" is "A100 40GB SXM". A bare "H100" is taken as the SXM module, by far the most
 * common; an alias says otherwise. A bare "A100" stays that: its memory is not known. Unknown names come back as they
 * are, so that nothing is thrown together on a guess.
 */
export function canonicalGpu(name: string): string {
  const rest = simplified(name);
  const match = families.find(([pattern]) => pattern.test(rest));
  return match ? match[1](rest) : name.trim();
}

/** A canonical name at three lengths, shortest first; a reader sees the shortest one that stays unique. */
export function gpuLabels(name: string): string[] {
  const family = /^(A100|H100|H200)\b/.exec(name)?.[1];
  return family ? [family, name.replace(/ SXM$/, ''), name] : [name];
}
