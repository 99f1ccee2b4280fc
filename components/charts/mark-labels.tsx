import { useMemo } from 'react';
import { labelFont, measureText } from './measure-text';
import { labelHeight, type LabelWish, placeLabels } from './place-labels';
import type { Frame, Scene } from './scene';

const mostWishes = 400;

/** What the marks say beside them, as far as there is room. */
export function MarkLabels({ scene, frame }: { scene: Scene; frame: Frame }) {
  const labels = useMemo(() => {
    const wishes: LabelWish[] = [];
    const obstacles: { x: number; y: number; radius: number }[] = [];
    scene.marks.forEach((mark, index) => {
      const at = { x: scene.xs[index] ?? NaN, y: scene.ys[index] ?? NaN };
      if (!Number.isFinite(at.x) || !Number.isFinite(at.y)) return;
      if (!mark.look.faint) obstacles.push({ ...at, radius: scene.radius });
      if (mark.label === null || mark.label === '') return;
      wishes.push({ id: mark.id, text: mark.label, at, importance: mark.importance, width: 0 });
    });
    const chosen = wishes.sort((a, b) => b.importance - a.importance).slice(0, mostWishes);
    const sized = chosen.map((wish) => ({ ...wish, width: Math.ceil(measureText(wish.text, labelFont)) + 2 }));
    return placeLabels(sized, obstacles, {
      x: frame.left,
      y: frame.top - 6,
      width: frame.width,
      height: frame.height + 6,
    });
  }, [scene, frame]);
  return (
    <g
      fill="var(--muted)"
      stroke="var(--page)"
      strokeWidth={3}
      strokeLinejoin="round"
      style={{ font: labelFont, fontVariantLigatures: 'no-contextual', paintOrder: 'stroke' }}
    >
      {labels.map(({ id, text, box }) => (
        <text key={id} x={box.x} y={box.y + labelHeight - 3}>
          {text}
        </text>
      ))}
    </g>
  );
}
