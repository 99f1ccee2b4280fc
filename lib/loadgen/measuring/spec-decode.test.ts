import { describe, expect, it } from 'vitest';
import { compareSpecDecode, readSpecDecodeCounters } from './spec-decode';

const metrics = (drafts: number, tokens: number, accepted: number, at0: number, at1: number) => `
# HELP vllm:spec_decode_num_drafts_total Number of drafts.
vllm:spec_decode_num_drafts_total{engine="0",model_name="m"} ${drafts}.0
vllm:spec_decode_num_drafts_created{engine="0",model_name="m"} 1.7e+09
vllm:spec_decode_num_draft_tokens_total{engine="0",model_name="m"} ${tokens}.0
vllm:spec_decode_num_accepted_tokens_total{engine="0",model_name="m"} ${accepted}.0
vllm:spec_decode_num_accepted_tokens_per_pos_total{engine="0",model_name="m",position="0"} ${at0}.0
vllm:spec_decode_num_accepted_tokens_per_pos_total{engine="0",model_name="m",position="1"} ${at1}.0
vllm:spec_decode_num_accepted_tokens_per_pos_total{engine="1",model_name="m",position="1"} 5.0
`;

describe('compareSpecDecode', () => {
  it('compares the counters before and after', () => {
    const before = readSpecDecodeCounters(metrics(100, 200, 50, 40, 10));
    const after = readSpecDecodeCounters(metrics(140, 280, 110, 76, 34));
    expect(compareSpecDecode(before, after)).toEqual({
      acceptanceRate: 75,
      acceptanceLength: 2.5,
      drafts: 40,
      draftTokens: 80,
      acceptedTokens: 60,
      acceptanceByPosition: [0.9, 0.6],
    });
  });

  it('is null where nothing was drafted or the server has no such counters', () => {
    const counters = readSpecDecodeCounters(metrics(1, 2, 1, 1, 0));
    expect(compareSpecDecode(counters, counters)).toBeNull();
    expect(compareSpecDecode(readSpecDecodeCounters('vllm:num_requests_running 3'), counters)).toBeNull();
  });

  it('adds engines up', () => {
    expect(readSpecDecodeCounters(metrics(1, 2, 1, 1, 2))?.acceptedAt.get(1)).toBe(7);
  });
});
