import type { Metadata } from 'next';
import { MeasurementsPage } from '@/components/measurements/measurements-page';
import { authorisePage } from '@/lib/server/page';

export const metadata: Metadata = { title: 'Measurements' };

export default async function Page() {
  await authorisePage();
  return <MeasurementsPage />;
}
