import type { SVGProps } from 'react';

/** Drawn on a 16 px grid with a 1.5 px stroke; always decoration, the control beside it carries the name. */
const paths = {
  caret: 'M4 6l4 4 4-4',
  check: 'M3.5 8.5l3 3 6-7',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  download: 'M8 2.5v8M4.5 7.5L8 11l3.5-3.5M3 13.5h10',
  external: 'M6.5 3.5h-3v9h9v-3M9 3.5h3.5V7M12.5 3.5L7.5 8.5',
  file: 'M4 1.8h5l3 3v9.4H4zM9 1.8v3h3',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  folder: 'M1.8 3.5h4.4l1.6 2h6.4v7.4H1.8z',
  link: 'M6.8 9.2a2.4 2.4 0 0 0 3.4 0l2.4-2.4a2.4 2.4 0 0 0-3.4-3.4l-.9.9M9.2 6.8a2.4 2.4 0 0 0-3.4 0L3.4 9.2a2.4 2.4 0 0 0 3.4 3.4l.9-.9',
  minus: 'M3.5 8h9',
  moon: 'M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6z',
  plus: 'M8 3.5v9M3.5 8h9',
  reset: 'M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3l3.2 3.2',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.2v1.4M8 13.4v1.4M1.2 8h1.4M13.4 8h1.4M3.2 3.2l1 1M11.8 11.8l1 1M12.8 3.2l-1 1M4.2 11.8l-1 1',
  trash: 'M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.6 9h5.8l.6-9',
  redo: 'M11 3l2.5 2.5L11 8M13.5 5.5H7a4 4 0 1 0 0 8h3',
  undo: 'M5 3L2.5 5.5L5 8M2.5 5.5H9a4 4 0 1 1 0 8H6',
  upload: 'M8 10.5v-8M4.5 5.5L8 2l3.5 3.5M3 13.5h10',
  warning: 'M8 2.2l6.2 11H1.8zM8 6.5v3.2M8 11.4v.6',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name, size = 16, ...rest }: { name: IconName; size?: number } & SVGProps<SVGSVGElement>) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className="shrink-0"
      {...rest}
    >
      <path d={paths[name]} />
    </svg>
  );
}
