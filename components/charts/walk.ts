export const walkKeys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'] as const;
export type WalkKey = (typeof walkKeys)[number];

export function isWalkKey(key: string): key is WalkKey {
  return walkKeys.some((known) => known === key);
}

interface Place {
  series: number;
  x: number;
  y: number;
}

/**
 * Where an arrow key leads: left and right along the points of a series in the order of x, up and down to the series
 * before and after, at the point nearest in x; Home and End to the ends of the series. Nothing chosen yet starts at
 * the first point. Gives an index into `places`, null where there are none.
 */
export function walk(places: readonly Place[], current: number | null, key: WalkKey): number | null {
  const lines = linesOf(places);
  const here = current === null ? undefined : places[current];
  if (current === null || here === undefined) return lines[0]?.members[0] ?? null;
  const line = lines.findIndex(({ series }) => series === here.series);
  const members = lines[line]?.members ?? [];
  const at = members.indexOf(current);
  switch (key) {
    case 'ArrowLeft':
      return members[Math.max(0, at - 1)] ?? current;
    case 'ArrowRight':
      return members[Math.min(members.length - 1, at + 1)] ?? current;
    case 'Home':
      return members[0] ?? current;
    case 'End':
      return members.at(-1) ?? current;
    case 'ArrowUp':
    case 'ArrowDown': {
      const next = lines[(line + (key === 'ArrowUp' ? lines.length - 1 : 1)) % lines.length];
      return nearestInX(places, next?.members ?? [], here.x) ?? current;
    }
  }
}

function linesOf(places: readonly Place[]): { series: number; members: number[] }[] {
  const bySeries = new Map<number, number[]>();
  places.forEach(({ series }, index) => {
    const members = bySeries.get(series);
    if (members) members.push(index);
    else bySeries.set(series, [index]);
  });
  const along = (a: number, b: number) =>
    (places[a]?.x ?? 0) - (places[b]?.x ?? 0) || (places[b]?.y ?? 0) - (places[a]?.y ?? 0) || a - b;
  return [...bySeries].sort(([a], [b]) => a - b).map(([series, members]) => ({ series, members: members.sort(along) }));
}

function nearestInX(places: readonly Place[], members: readonly number[], x: number): number | null {
  let best: number | null = null;
  for (const member of members) {
    const distance = Math.abs((places[member]?.x ?? 0) - x);
    if (best === null || distance < Math.abs((places[best]?.x ?? 0) - x)) best = member;
  }
  return best;
}
