import type { Metadata } from 'next';
import { SettingsPage } from '@/components/settings/settings-page';
import { authorisePage } from '@/lib/server/page';

export const metadata: Metadata = { title: 'Settings' };

export default async function Page() {
  await authorisePage();
  return <SettingsPage />;
}
