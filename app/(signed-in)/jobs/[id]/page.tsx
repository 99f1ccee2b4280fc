import type { Metadata } from 'next';
import { JobPage } from '@/components/jobs/job-page';
import { authorisePage } from '@/lib/server/page';

export const metadata: Metadata = { title: 'Job' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await authorisePage();
  const { id } = await params;
  return <JobPage id={id} />;
}
