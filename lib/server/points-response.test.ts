import { describe, expect, it } from 'vitest';
import { pointsResponse as contract } from '@/lib/api/contracts';
import { aPoint } from '@/lib/domain/testing/a-point';
import { pointsResponse } from './points-response';

const points = (count: number) => Array.from({ length: count }, (_, index) => aPoint({ id: `point-${index}` }));

describe('pointsResponse', () => {
  it.each([0, 1, 99, 100, 101, 250])('writes %i points as the contract says', async (count) => {
    const response = pointsResponse(new Headers(), 7, points(count));
    expect(contract.parse(await response.json())).toEqual({ revision: 7, points: points(count) });
  });

  it('makes no more points once the reader has left', async () => {
    let made = 0;
    const endless = (function* () {
      for (;;) {
        made++;
        yield aPoint({ id: `point-${made}` });
      }
    })();
    const reader = pointsResponse(new Headers(), 1, endless).body!.getReader();
    await reader.read();
    await reader.cancel();
    const before = made;
    await new Promise((resolve) => setImmediate(resolve));
    expect(made - before).toBeLessThanOrEqual(100);
  });
});
