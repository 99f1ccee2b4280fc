export interface EndLabel {
  key: string;
  /** Where the line ends, pixels from the top. */
  y: number;
  importance: number;
}

/**
 * Vertical places for the names of lines beside the plot: each as near to its line's end as the others allow, in the
 * same order from the top, `height` apart, inside `top`..`bottom`. Where not all fit the least important are dropped.
 *
 * Labels that push each other form blocks; a block sits where the sum of squared distances is least (the pool of
 * adjacent violators).
 */
export function spreadLabels<Label extends EndLabel>(
  labels: readonly Label[],
  { top, bottom, height }: { top: number; bottom: number; height: number },
): (Label & { place: number })[] {
  const room = Math.max(0, Math.floor((bottom - top) / height));
  const kept = [...labels].sort((a, b) => b.importance - a.importance).slice(0, room);
  kept.sort((a, b) => a.y - b.y || (a.key < b.key ? -1 : 1));

  const blocks: { first: number; sum: number; size: number }[] = [];
  kept.forEach((label, index) => {
    blocks.push({ first: index, sum: label.y, size: 1 });
    for (
      let last = blocks.at(-1), before = blocks.at(-2);
      last && before;
      last = blocks.at(-1), before = blocks.at(-2)
    ) {
      if (startOf(before) + before.size * height <= startOf(last)) break;
      blocks.pop();
      before.sum += last.sum - last.size * before.size * height;
      before.size += last.size;
    }
  });

  /** Where the block's first label wants to be: the mean of what its members want, each less its offset. */
  function startOf(block: { sum: number; size: number }): number {
    const free = block.sum / block.size;
    return Math.min(Math.max(free, top + height / 2), bottom + height / 2 - block.size * height);
  }
  return blocks.flatMap((block) =>
    kept
      .slice(block.first, block.first + block.size)
      .map((label, index) => ({ ...label, place: startOf(block) + index * height })),
  );
}
