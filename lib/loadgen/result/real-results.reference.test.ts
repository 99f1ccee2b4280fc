import { describe, expect, it } from 'vitest';
import { referenceText } from '@/lib/testing/reference-files';
import { someFindings, someOptions } from '../testing/findings';
import { buildResult } from './build-result';
import { printResult } from './print-result';

describe('buildResult', () => {
  it('has the keys of a real file of vLLM 0.26, in its order', () => {
    const sample = referenceText('vllm/serve/2026-08_specdecode_nemotron-super_sharegpt.json');
    const real = Object.keys(JSON.parse(sample) as object);
    const options = someOptions({
      percentileMetrics: ['ttft', 'tpot', 'itl', 'e2el'],
      metricPercentiles: [50, 90, 95, 99],
    });
    const result = buildResult(
      options,
      someFindings(options, {
        specDecode: {
          acceptanceRate: 50,
          acceptanceLength: 2,
          drafts: 10,
          draftTokens: 20,
          acceptedTokens: 10,
          acceptanceByPosition: [0.6, 0.4],
        },
      }),
    );
    expect(Object.keys(result).filter((key) => real.includes(key))).toEqual(real);
  });
});

describe('printResult', () => {
  it('has the rows and headings of a real log of vLLM 0.26, in its order', () => {
    const log = referenceText('vllm/text/2026_gemma-4-26b_bf16_sharegpt.log').split('\n');
    const start = log.findIndex((line) => line.includes(' Serving Benchmark Result '));
    const real = log.slice(start, log.findIndex((line, index) => index > start && line.startsWith('=====')) + 1);
    const options = someOptions({
      requestRate: 0.3,
      maxConcurrency: null,
      percentileMetrics: ['ttft', 'tpot', 'itl', 'e2el'],
      metricPercentiles: [50, 90, 95, 99],
    });
    const findings = someFindings(options);
    const printed = printResult(buildResult(options, findings), findings.latencies);
    const shape = (line: string) => (line.includes(':') ? `${line.slice(0, 41)}${line.length}` : line);
    expect(printed.map(shape)).toEqual(real.map(shape));
  });
});
