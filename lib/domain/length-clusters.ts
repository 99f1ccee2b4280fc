/** Mean tokens per request, in and out. */
export interface Lengths {
  isl: number;
  osl: number;
}

/** Two lengths within 15 % of each other count as the same. */
const reach = Math.log(1.15);

/**
 * Single-linkage clusters: two entries share a cluster when a chain of entries joins them in which neighbours differ by
 * at most 15 % in both lengths (distance of logarithms). Returns for each entry its cluster's number; numbers follow the
 * clusters' smallest entry, so that the order of the input is irrelevant. O(n log n) on anything but adversarial data:
 * entries fall into cells of the linking distance, and only neighbouring cells are compared.
 */
export function clusterLengths(entries: readonly Lengths[]): number[] {
  const logs = entries.map(({ isl, osl }) => ({ x: Math.log(Math.max(isl, 1)), y: Math.log(Math.max(osl, 1)) }));
  const parent = entries.map((_, index) => index);
  const cells = new Map<string, number[]>();
  logs.forEach(({ x, y }, index) => {
    const key = `${Math.floor(x / reach)}:${Math.floor(y / reach)}`;
    const cell = cells.get(key);
    const first = cell?.[0];
    // Everything inside one cell is within reach of everything else in it.
    if (first !== undefined) join(parent, first, index);
    if (cell) cell.push(index);
    else cells.set(key, [index]);
  });
  for (const [key, members] of cells) {
    const [cx = 0, cy = 0] = key.split(':').map(Number);
    for (const [dx, dy] of forwardNeighbours) {
      const others = cells.get(`${cx + dx}:${cy + dy}`);
      if (others) joinCells(members, others, logs, parent);
    }
  }
  return numbered(entries, parent);
}

const forwardNeighbours: [number, number][] = [
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
];

type Log = { x: number; y: number };

function joinCells(members: number[], others: number[], logs: Log[], parent: number[]): void {
  for (const a of members) {
    for (const b of others) {
      const [p, q] = [logs[a], logs[b]];
      if (!p || !q || Math.abs(p.x - q.x) > reach || Math.abs(p.y - q.y) > reach) continue;
      // One link joins two whole cells: their members are linked among themselves already.
      join(parent, a, b);
      return;
    }
  }
}

function rootOf(parent: number[], index: number): number {
  let root = index;
  while (parent[root] !== root) root = parent[root] ?? root;
  for (let at = index; at !== root;) {
    const next = parent[at] ?? root;
    parent[at] = root;
    at = next;
  }
  return root;
}

function join(parent: number[], a: number, b: number): void {
  parent[rootOf(parent, a)] = rootOf(parent, b);
}

function numbered(entries: readonly Lengths[], parent: number[]): number[] {
  const smallest = new Map<number, Lengths>();
  entries.forEach((entry, index) => {
    const root = rootOf(parent, index);
    const best = smallest.get(root);
    if (!best || compareLengths(entry, best) < 0) smallest.set(root, entry);
  });
  const order = [...smallest].sort(([, a], [, b]) => compareLengths(a, b));
  const numbers = new Map(order.map(([root], rank) => [root, rank]));
  return entries.map((_, index) => numbers.get(rootOf(parent, index)) ?? 0);
}

function compareLengths(a: Lengths, b: Lengths): number {
  return a.isl - b.isl || a.osl - b.osl;
}
