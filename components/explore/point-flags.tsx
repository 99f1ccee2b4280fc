import { Badge } from '@/components/ui/badge';
import type { Flag } from '@/lib/domain/measurement';
import { PanelSection } from './facts';

const words = { invalid: 'invalid', warning: 'doubtful', info: 'note' } as const;
const order = ['invalid', 'warning', 'info'] as const;

/** What is doubtful about a measurement, worst first, in full sentences. */
export function PointFlags({ flags }: { flags: readonly Flag[] }) {
  if (flags.length === 0) {
    return (
      <PanelSection title="Doubts">
        <p className="text-muted">None: no check that could run found anything.</p>
      </PanelSection>
    );
  }
  const sorted = [...flags].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return (
    <PanelSection title="Doubts">
      <ul className="flex flex-col gap-2">
        {sorted.map((flag) => (
          <li key={flag.code}>
            <Badge tone={flag.severity}>
              {flag.code} · {words[flag.severity]}
            </Badge>
            <p className="mt-0.5">{flag.message}</p>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
