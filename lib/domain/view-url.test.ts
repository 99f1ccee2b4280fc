import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultView, type Dimension, dimensions, type View } from './view';
import {
  exploreHref,
  fromViewParams,
  toViewParams,
  type ViewParam,
  viewParamNames,
  viewParams,
  type ViewParams,
} from './view-url';

/** The way back, as a browser would go it. */
function parseHref(href: string): View {
  const search = new URL(href, 'http://kneepoint').searchParams;
  const read = (name: keyof ViewParams) => {
    const text = search.get(name);
    return text === null ? null : (viewParams[name] as ViewParam<unknown>).parse(text);
  };
  return fromViewParams(Object.fromEntries(viewParamNames.map((name) => [name, read(name)])) as ViewParams);
}

const anyText = fc.string({ unit: 'grapheme', maxLength: 12 });
const anyDimension = fc.constantFrom(...dimensions);
const anyView: fc.Arbitrary<View> = fc.record({
  x: fc.option(anyText.filter((text) => text !== '')),
  y: anyText.filter((text) => text !== ''),
  xScale: fc.constantFrom('linear' as const, 'log' as const),
  yScale: fc.constantFrom('linear' as const, 'log' as const),
  filters: fc.dictionary(anyDimension, fc.uniqueArray(anyText, { minLength: 1 })),
  lines: fc.option(fc.uniqueArray(anyDimension)),
  multiples: fc.option(anyDimension),
  curves: fc.boolean(),
  frontier: fc.constantFrom('line' as const, 'group' as const, 'off' as const),
  labels: fc.constantFrom('auto' as const, 'load' as const, 'topology' as const, 'none' as const),
  showInvalid: fc.boolean(),
  minSpeed: fc.option(fc.double({ min: 1e-6, max: 1e6, noNaN: true })),
  pinned: fc.option(anyText.filter((text) => text !== '')),
});

describe('exploreHref', () => {
  it('leaves out whatever is the default', () => {
    expect(exploreHref(defaultView)).toBe('/explore');
    expect(toViewParams(defaultView)).toEqual(Object.fromEntries(viewParamNames.map((name) => [name, null])));
  });

  it('stays short and readable', () => {
    const filters: Partial<Record<Dimension, string[]>> = { model: ['meta-llama/Llama-3.1-70B'], tp: ['4', '8'] };
    expect(exploreHref({ filters, lines: ['model', 'gpu'], minSpeed: 25 })).toBe(
      '/explore?model=meta-llama/Llama-3.1-70B&tp=4,8&lines=model,gpu&min=25',
    );
  });

  it('brings every view back, whatever its values hold', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(parseHref(exploreHref(view))).toEqual(view);
      }),
      { seed: 2, numRuns: 400 },
    );
  });
});

describe('viewParams', () => {
  it('takes the default for what it does not understand', () => {
    const view = parseHref(
      '/explore?xscale=cubic&lines=model,colour&split=&curves=maybe&frontier=1&labels=&invalid=&min=-3&pin=&x=',
    );
    expect(view).toEqual(defaultView);
    for (const min of ['', '0', 'NaN', 'Infinity', '1e999', 'fast']) {
      expect(parseHref(`/explore?min=${min}`).minSpeed).toBeNull();
    }
  });

  it('never throws, whatever the address holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...viewParamNames), fc.string({ unit: 'binary' }), (name, text) => {
        expect(() => viewParams[name].parse(text)).not.toThrow();
      }),
      { seed: 4 },
    );
  });
});
