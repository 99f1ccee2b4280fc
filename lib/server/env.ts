import { resolve } from 'node:path';
import { z } from 'zod';

/** The settings of one Kneepoint, as every process of it sees them. */
export interface Env {
  /** null: 3000, or the next free one. */
  port: number | null;
  /** The address to listen on, never a list. */
  host: string;
  /** Absolute. Holds database, artifacts and secrets unless set otherwise. */
  dataDir: string;
  /** null: the embedded database. In the children of a launcher it is always set. */
  databaseUrl: string | null;
  /** The token of all clients; null: the one in the data folder. */
  token: string | null;
  /** Further names that requests may come under, lower case: `host` or `host:port`. */
  allowedHosts: string[];
}

/** A setting that cannot be used; the message is one sentence for whoever started Kneepoint. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port number')
    .optional(),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'must be one address or host name')
    .default('127.0.0.1'),
  KNEEPOINT_DATA_DIR: z.string().default('.kneepoint'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .optional(),
  KNEEPOINT_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without blanks')
    .optional(),
  KNEEPOINT_ALLOWED_HOSTS: z.string().default(''),
});

/**
 * Reads the settings from environment variables; one that is set to nothing counts as not set. Throws `EnvError`,
 * also when `HOST` lets others in and no `KNEEPOINT_TOKEN` keeps them out.
 */
export function readEnv(variables: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new EnvError(`${String(issue?.path[0])} ${issue?.message ?? 'is not understood'}.`);
  }
  const settings = parsed.data;
  if (!loopback.test(settings.HOST) && settings.KNEEPOINT_TOKEN === undefined) {
    throw new EnvError(`HOST=${settings.HOST} lets other machines in: set KNEEPOINT_TOKEN as well, or leave HOST out.`);
  }
  return {
    port: settings.PORT ?? null,
    host: settings.HOST,
    dataDir: resolve(settings.KNEEPOINT_DATA_DIR),
    databaseUrl: settings.DATABASE_URL ?? null,
    token: settings.KNEEPOINT_TOKEN ?? null,
    allowedHosts: settings.KNEEPOINT_ALLOWED_HOSTS.toLowerCase()
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  };
}
