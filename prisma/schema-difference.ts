import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import type { MigrationFile } from '../lib/db/migration-files';

const noFilters = { externalTables: [], externalEnums: [] };

/**
 * The SQL that leads from the end of `migrations` to `schemaFile`; null when they agree. The migrations are applied to
 * a database in memory, which also shows that they run. Prisma's own tool would fetch a binary for this.
 */
export async function computeSchemaDifference(schemaFile: string, migrations: MigrationFile[]): Promise<string | null> {
  const scratch = await PGlite.create();
  try {
    for (const migration of migrations) await scratch.exec(migration.sql);
    const files = [{ path: schemaFile, content: await readFile(schemaFile, 'utf8') }];
    const schemaEngine = await startEngine(scratch, files);
    const { exitCode, stdout } = await schemaEngine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '.' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: noFilters,
    });
    return exitCode === 0 ? null : stdout;
  } finally {
    await scratch.close();
  }
}

async function startEngine(scratch: PGlite, files: { path: string; content: string }[]) {
  const binary = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(binary.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(new Uint8Array(bytes), { './schema_engine_bg.js': { ...engine } });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(scratch));
  return engine.SchemaEngine.new(
    { datamodels: files.map(({ path, content }) => [path, content]) },
    () => undefined,
    adapter,
  );
}
