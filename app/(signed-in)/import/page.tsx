import type { Metadata } from 'next';
import { ImportPage } from '@/components/imports/import-page';
import { authorisePage } from '@/lib/server/page';

export const metadata: Metadata = { title: 'Import' };

export default async function Page() {
  await authorisePage();
  return <ImportPage />;
}
