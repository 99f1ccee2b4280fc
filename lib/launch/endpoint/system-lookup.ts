import { lookup } from 'node:dns/promises';
import type { Lookup } from './endpoint-guard';

/** All addresses the system knows for a name, hosts file included. */
export const systemLookup: Lookup = (name) => lookup(name, { all: true, order: 'verbatim' });
