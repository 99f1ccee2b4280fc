import { CopyButton } from '@/components/ui/copy-button';
import type { Measurement } from '@/lib/domain/measurement';
import { commandText, reproductionOf } from '@/lib/domain/reproduction';
import { PanelSection } from './facts';

/** The commands that do the measurement again, as far as it says how it was done. */
export function Reproduction({ measurement }: { measurement: Pick<Measurement, 'deployment' | 'load' | 'workload'> }) {
  const lines = reproductionOf(measurement);
  const gaps = lines.flat().filter(({ known }) => !known).length;
  return (
    <PanelSection title="Do it again">
      <pre
        tabIndex={0}
        aria-label="Commands"
        className="overflow-x-auto rounded-md border border-line bg-sunken p-2.5 font-mono text-xs leading-relaxed"
      >
        {lines.map((pieces, line) => (
          <div key={line} className="min-h-4">
            {pieces.map(({ text, known }, index) =>
              known ? (
                <span key={index}>{text}</span>
              ) : (
                <mark key={index} className="rounded-sm bg-warning-soft text-warning">
                  {text}
                </mark>
              ),
            )}
          </div>
        ))}
      </pre>
      <div className="flex items-center justify-between gap-3">
        <CopyButton size="small" text={() => commandText(lines)}>
          Copy
        </CopyButton>
        {gaps > 0 && <span className="text-xs text-muted">Marked parts are not recorded.</span>}
      </div>
    </PanelSection>
  );
}
