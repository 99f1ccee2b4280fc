import { z } from 'zod';
import { type Dimension, dimension, dimensions, type View, view } from './view';

/** How one URL parameter is read and written; reading gives null for what it does not understand. */
export interface ViewParam<Value> {
  parse: (text: string) => Value | null;
  serialize: (value: Value) => string;
}

function checked<Value>(
  schema: z.ZodType<Value>,
  decode: (text: string) => unknown,
  encode: (value: Value) => string,
): ViewParam<Value> {
  return {
    parse: (text) => {
      const result = schema.safeParse(decode(text));
      return result.success ? result.data : null;
    },
    serialize: encode,
  };
}

/**
 * Lists are joined by commas. A comma inside a value is `~1`, a tilde `~0` (as in JSON Pointer) and a value of no
 * characters `~2`, so that every list survives and ordinary ones stay readable.
 */
function encodeList(values: readonly string[]): string {
  return values.map((value) => (value === '' ? '~2' : value.replaceAll('~', '~0').replaceAll(',', '~1'))).join(',');
}

function decodeList(text: string): string[] {
  if (text === '') return [];
  return text.split(',').map((value) => (value === '~2' ? '' : value.replaceAll('~1', ',').replaceAll('~0', '~')));
}

const yesNo = (text: string) => ({ yes: true, no: false })[text];
const isYes = (value: boolean) => (value ? 'yes' : 'no');
const same = (text: string) => text;

const filterParam = checked(z.array(z.string()), decodeList, encodeList);
const filterParams = Object.fromEntries(dimensions.map((name) => [name, filterParam])) as Record<
  Dimension,
  ViewParam<string[]>
>;

/** Every URL parameter of the Explore page by its name. Filters go by the name of their dimension: `gpu=H100 SXM,L4`. */
export const viewParams = {
  ...filterParams,
  x: checked(z.string().min(1), same, same),
  y: checked(z.string().min(1), same, same),
  xscale: checked(view.shape.xScale.unwrap(), same, same),
  yscale: checked(view.shape.yScale.unwrap(), same, same),
  lines: checked(z.array(dimension), decodeList, encodeList),
  split: checked(dimension, same, same),
  curves: checked(z.boolean(), yesNo, isYes),
  frontier: checked(view.shape.frontier.unwrap(), same, same),
  labels: checked(view.shape.labels.unwrap(), same, same),
  invalid: checked(z.boolean(), yesNo, isYes),
  min: checked(z.number().positive(), (text) => (text.trim() === '' ? null : Number(text)), String),
  pin: checked(z.string().min(1).max(200), same, same),
};
export type ViewParams = { [Name in keyof typeof viewParams]: ReturnType<(typeof viewParams)[Name]['parse']> };
export const viewParamNames = Object.keys(viewParams) as (keyof ViewParams)[];

/** A view as parameters; null where the view is the default, so that the URL leaves it out. */
export function toViewParams(of: View): ViewParams {
  const unlessDefault = <Key extends keyof View>(key: Key) => (of[key] === defaults[key] ? null : of[key]);
  const filters = Object.fromEntries(
    dimensions.map((name) => [name, of.filters[name]?.length ? of.filters[name] : null]),
  ) as Record<Dimension, string[] | null>;
  return {
    ...filters,
    x: of.x,
    y: unlessDefault('y'),
    xscale: unlessDefault('xScale'),
    yscale: unlessDefault('yScale'),
    lines: of.lines,
    split: of.multiples,
    curves: unlessDefault('curves'),
    frontier: unlessDefault('frontier'),
    labels: unlessDefault('labels'),
    invalid: unlessDefault('showInvalid'),
    min: of.minSpeed,
    pin: of.pinned,
  };
}

const defaults = view.parse({});

/** The view that parameters describe; what is absent is the default. */
export function fromViewParams(params: ViewParams): View {
  const filters = Object.fromEntries(
    dimensions.flatMap((name) => (params[name]?.length ? [[name, [...new Set(params[name])]]] : [])),
  );
  return {
    filters,
    x: params.x,
    y: params.y ?? defaults.y,
    xScale: params.xscale ?? defaults.xScale,
    yScale: params.yscale ?? defaults.yScale,
    lines: params.lines === null ? null : [...new Set(params.lines)],
    multiples: params.split,
    curves: params.curves ?? defaults.curves,
    frontier: params.frontier ?? defaults.frontier,
    labels: params.labels ?? defaults.labels,
    showInvalid: params.invalid ?? defaults.showInvalid,
    minSpeed: params.min,
    pinned: params.pin,
  };
}

/** The address of a view on the Explore page: "/explore?model=Mixtral-8x7B&min=25". */
export function exploreHref(of: Partial<View>): string {
  const params = toViewParams({ ...defaults, ...of });
  const pairs = viewParamNames.flatMap((name) => {
    const value = params[name];
    if (value === null) return [];
    // Each parameter goes with its own value, which the type of the record cannot say.
    const text = (viewParams[name] as ViewParam<typeof value>).serialize(value);
    return [`${name}=${readable(encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')))}`];
  });
  return pairs.length === 0 ? '/explore' : `/explore?${pairs.join('&')}`;
}

/** Escapes that a query string does not need are undone. */
function readable(encoded: string): string {
  return encoded.replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%20', '+');
}
