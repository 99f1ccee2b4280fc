import type { EngineGroup, Topology } from './topology';

/** One engine's sizes without its replicas: "TP4", "PP4×TP2", "DP8", "TP8 EP8". */
function engineLabel(group: EngineGroup): string {
  const sizes: [string, number][] = [
    ['DP', group.dp],
    ['PP', group.pp],
    ['PCP', group.pcp],
    ['TP', group.tp],
  ];
  const shown = sizes.filter(([, size]) => size > 1);
  const ranks = shown.length === 0 ? `TP${group.tp}` : shown.map(([name, size]) => `${name}${size}`).join('×');
  const shared = [
    group.dcp > 1 ? ` DCP${group.dcp}` : '',
    (group.ep ?? 1) > 1 ? ` EP${group.ep}` : '',
    (group.attentionDp ?? 1) > 1 ? ` attention DP${group.attentionDp}` : '',
  ];
  return ranks + shared.join('');
}

const roleLetters = { prefill: 'P', decode: 'D', aggregate: 'A' } as const;

/** Whether prefill and decode run on engines of their own. */
export function isDisaggregated(topology: Topology | null): boolean {
  return topology?.some((group) => group.role !== 'aggregate') ?? false;
}

/**
 * A topology as people write it: "TP4", "PP4×TP2", "TP2 ×4 replicas", "2P+2D · TP2" where prefill and decode engines
 * are alike, "1P TP4 + 3D TP2" where they are not.
 */
export function topologyLabel(topology: Topology): string {
  if (!isDisaggregated(topology)) {
    return topology
      .map((group) => engineLabel(group) + (group.replicas > 1 ? ` ×${group.replicas} replicas` : ''))
      .join(' + ');
  }
  const engines = topology.map(engineLabel);
  const roles = topology.map((group) => `${group.replicas}${roleLetters[group.role]}`);
  const alike = engines.every((label) => label === engines[0]);
  return alike ? `${roles.join('+')} · ${engines[0]}` : roles.map((role, i) => `${role} ${engines[i]}`).join(' + ');
}

/** A parallel size over all engine groups: "4", or "P2+D4" by role; equal sizes are said once. */
export function sizeLabel(topology: Topology, size: 'tp' | 'pp' | 'dp'): string {
  const parts = topology.map((group) => ({ letter: roleLetters[group.role], value: group[size] }));
  const [first] = parts;
  if (parts.every((part) => part.value === first?.value)) return String(first?.value ?? '');
  return parts.map(({ letter, value }) => (isDisaggregated(topology) ? `${letter}${value}` : `${value}`)).join('+');
}
