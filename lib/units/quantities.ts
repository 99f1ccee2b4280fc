import { z } from 'zod';

/**
 * Every quantity of the product has one unit inside the domain, and the compiler knows it: a `Seconds` does not pass
 * where `Milliseconds` are asked for. Conversion happens in importers and formatters only.
 *
 * Each schema accepts a finite, non-negative number; each constructor below trusts its caller and only brands.
 */
const quantity = z.number().nonnegative();

export const milliseconds = quantity.brand<'Milliseconds'>();
export type Milliseconds = z.infer<typeof milliseconds>;

export const seconds = quantity.brand<'Seconds'>();
export type Seconds = z.infer<typeof seconds>;

export const tokensPerSecond = quantity.brand<'TokensPerSecond'>();
export type TokensPerSecond = z.infer<typeof tokensPerSecond>;

export const requestsPerSecond = quantity.brand<'RequestsPerSecond'>();
export type RequestsPerSecond = z.infer<typeof requestsPerSecond>;

export const tokens = quantity.brand<'Tokens'>();
export type Tokens = z.infer<typeof tokens>;

export const watts = quantity.brand<'Watts'>();

/** A whole number of things: requests, GPUs, prompts. */
export const count = z.int().nonnegative().brand<'Count'>();
export type Count = z.infer<typeof count>;

/** A share of a whole, 0 to 1. */
export const ratio = z.number().min(0).max(1).brand<'Ratio'>();
export type Ratio = z.infer<typeof ratio>;

export const toMilliseconds = (value: number) => value as Milliseconds;
export const toSeconds = (value: number) => value as Seconds;
export const toTokensPerSecond = (value: number) => value as TokensPerSecond;
export const toRequestsPerSecond = (value: number) => value as RequestsPerSecond;
export const toTokens = (value: number) => value as Tokens;
export const toCount = (value: number) => value as Count;
export const toWatts = (value: number) => value as z.infer<typeof watts>;
export const toRatio = (value: number) => value as Ratio;

/** Seconds to milliseconds: the unit of every latency in the domain. */
export const secondsToMilliseconds = (value: Seconds): Milliseconds => toMilliseconds(value * 1000);
/** Milliseconds to seconds. */
export const millisecondsToSeconds = (value: Milliseconds): Seconds => toSeconds(value / 1000);
