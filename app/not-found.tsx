import Link from 'next/link';
import { MessagePage } from '@/components/shell/message-page';
import { buttonClass } from '@/components/ui/button';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <MessagePage title="There is no such page">
      <p>The address may be mistyped, or the measurement it names has been removed.</p>
      <Link href="/explore" className={`${buttonClass({ look: 'primary' })} self-start`}>
        Go to Explore
      </Link>
    </MessagePage>
  );
}
