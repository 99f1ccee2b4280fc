import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Only the client is generated with Prisma's tool; migrations are applied by lib/db/migrate.ts.
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
