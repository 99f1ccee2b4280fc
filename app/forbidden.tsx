import { MessagePage } from '@/components/shell/message-page';

export const metadata = { title: 'Refused' };

export default function Forbidden() {
  return (
    <MessagePage title="Kneepoint does not answer under this name">
      <p>
        The address in your browser names a host that this Kneepoint was not told about, which protects it against other
        sites that point their names at it.
      </p>
      <p>
        If the name is yours, start Kneepoint with it in <code className="font-mono">KNEEPOINT_ALLOWED_HOSTS</code>,
        several separated by commas. Through <code className="font-mono">ssh -L</code>, any loopback name works as it
        is: <code className="font-mono">http://localhost:PORT</code>.
      </p>
    </MessagePage>
  );
}
