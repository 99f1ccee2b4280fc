import { describe, expect, it } from 'vitest';
import { anEngine, gpuCount } from './topology';
import { sizeLabel, topologyLabel } from './topology-label';

const disaggregated = (prefill: { tp: number; replicas: number }, decode: { tp: number; replicas: number }) => [
  anEngine({ role: 'prefill', ...prefill }),
  anEngine({ role: 'decode', ...decode }),
];

describe('topologyLabel', () => {
  it.each([
    [[anEngine()], 'TP1'],
    [[anEngine({ tp: 4 })], 'TP4'],
    [[anEngine({ tp: 2, pp: 4 })], 'PP4×TP2'],
    [[anEngine({ dp: 8 })], 'DP8'],
    [[anEngine({ tp: 8, dp: 2, ep: 16 })], 'DP2×TP8 EP16'],
    [[anEngine({ tp: 8, attentionDp: 8 })], 'TP8 attention DP8'],
    [[anEngine({ tp: 2, replicas: 4 })], 'TP2 ×4 replicas'],
    [disaggregated({ tp: 2, replicas: 2 }, { tp: 2, replicas: 2 }), '2P+2D · TP2'],
    [disaggregated({ tp: 4, replicas: 1 }, { tp: 2, replicas: 3 }), '1P TP4 + 3D TP2'],
  ])('writes a topology as people do (%#)', (topology, label) => {
    expect(topologyLabel(topology)).toBe(label);
  });
});

describe('sizeLabel', () => {
  it('names roles where their sizes differ', () => {
    expect(sizeLabel([anEngine({ tp: 4 })], 'tp')).toBe('4');
    expect(sizeLabel(disaggregated({ tp: 2, replicas: 1 }, { tp: 4, replicas: 1 }), 'tp')).toBe('P2+D4');
    expect(sizeLabel(disaggregated({ tp: 2, replicas: 1 }, { tp: 2, replicas: 3 }), 'tp')).toBe('2');
  });
});

describe('gpuCount', () => {
  it('multiplies what adds GPUs and nothing that re-uses them', () => {
    expect(gpuCount([anEngine({ tp: 2, pp: 4, dp: 2, pcp: 2, replicas: 3, dcp: 2, ep: 64, attentionDp: 8 })])).toBe(96);
    expect(gpuCount(disaggregated({ tp: 4, replicas: 1 }, { tp: 2, replicas: 3 }))).toBe(10);
  });
});
