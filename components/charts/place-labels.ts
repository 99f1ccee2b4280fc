/** Boxes in pixels, from the top left. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface LabelWish {
  id: string;
  text: string;
  /** The mark it belongs to. */
  at: { x: number; y: number };
  importance: number;
  width: number;
}

export interface PlacedLabel {
  id: string;
  text: string;
  /** Left end of the text's baseline box. */
  box: Box;
}

export const labelHeight = 13;
const gap = 7;

/** Remembers boxes by cells, so that asking whether a new one is free does not ask them all. */
class Occupied {
  readonly #cells = new Map<number, Box[]>();
  static readonly cell = 48;

  add(box: Box): void {
    this.#visit(box, (key) => {
      const found = this.#cells.get(key);
      if (found) found.push(box);
      else this.#cells.set(key, [box]);
      return false;
    });
  }

  overlaps(box: Box): boolean {
    return this.#visit(box, (key) => (this.#cells.get(key) ?? []).some((other) => overlap(box, other)));
  }

  #visit(box: Box, stop: (key: number) => boolean): boolean {
    const { cell } = Occupied;
    for (let c = Math.floor(box.x / cell); c <= Math.floor((box.x + box.width) / cell); c += 1) {
      for (let r = Math.floor(box.y / cell); r <= Math.floor((box.y + box.height) / cell); r += 1) {
        if (stop(c * 65_536 + r)) return true;
      }
    }
    return false;
  }
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Around a mark, best place first: upper right, as readers expect, then the other corners, then the sides. */
function places({ at, width }: LabelWish): Box[] {
  const corner = gap - 2;
  const box = (x: number, y: number) => ({ x: at.x + x, y: at.y + y, width, height: labelHeight });
  return [
    box(corner, -corner - labelHeight + 2),
    box(corner, corner - 2),
    box(-corner - width, -corner - labelHeight + 2),
    box(-corner - width, corner - 2),
    box(gap + 1, -labelHeight / 2),
    box(-gap - 1 - width, -labelHeight / 2),
    box(-width / 2, -gap - labelHeight),
    box(-width / 2, gap),
  ];
}

/**
 * Puts each label beside its mark where it covers neither a label, nor a mark, nor the edge of `bounds`; the important
 * choose first, and what finds no place is dropped. Equal wishes give equal answers.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  obstacles: readonly { x: number; y: number; radius: number }[],
  bounds: Box,
): PlacedLabel[] {
  const occupied = new Occupied();
  for (const { x, y, radius } of obstacles) {
    occupied.add({ x: x - radius, y: y - radius, width: radius * 2, height: radius * 2 });
  }
  const placed: PlacedLabel[] = [];
  for (const wish of [...wishes].sort((a, b) => b.importance - a.importance)) {
    const box = places(wish).find((candidate) => isInside(candidate, bounds) && !occupied.overlaps(candidate));
    if (box === undefined) continue;
    occupied.add(box);
    placed.push({ id: wish.id, text: wish.text, box });
  }
  return placed;
}

function isInside(box: Box, bounds: Box): boolean {
  return (
    box.x >= bounds.x &&
    box.y >= bounds.y &&
    box.x + box.width <= bounds.x + bounds.width &&
    box.y + box.height <= bounds.y + bounds.height
  );
}
