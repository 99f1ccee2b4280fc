/** What the scanner expects next, or is inside of. */
export const states = {
  top: 0,
  value: 1,
  valueOrEnd: 2,
  key: 3,
  keyOrEnd: 4,
  colon: 5,
  after: 6,
  string: 7,
  escape: 8,
  bare: 9,
  recover: 10,
  ended: 11,
  dead: 12,
} as const;
export type State = (typeof states)[keyof typeof states];

/** Deeper than any result file; a cap so that hostile nesting is one clear problem. */
export const maxDepth = 64;
