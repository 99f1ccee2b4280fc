/** Font of labels in the chart, as CSS and as measured. */
export const labelFont = "11px 'Inter Variable', system-ui, sans-serif";
export const nameFont = "12px 'Inter Variable', system-ui, sans-serif";

let context: CanvasRenderingContext2D | null = null;

/** Width in pixels of a text in a font; estimated where there is no canvas. */
export function measureText(text: string, font: string): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return text.length * 6.5;
  context.font = font;
  return context.measureText(text).width;
}
