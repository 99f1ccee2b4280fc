import type { Metadata } from 'next';
import { JobsPage } from '@/components/jobs/jobs-page';
import { authorisePage } from '@/lib/server/page';

export const metadata: Metadata = { title: 'Jobs' };

export default async function Page() {
  await authorisePage();
  return <JobsPage />;
}
