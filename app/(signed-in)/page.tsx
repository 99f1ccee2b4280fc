import { StartPage } from '@/components/start/start-page';
import { authorisePage } from '@/lib/server/page';

export default async function Page() {
  await authorisePage();
  return <StartPage />;
}
