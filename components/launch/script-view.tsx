import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { downloadText } from '@/components/ui/download-text';
import { Icon } from '@/components/ui/icon';
import type { DryRunResponse } from '@/lib/api/job-contracts';

interface ScriptViewProps {
  script: NonNullable<DryRunResponse['script']>;
  /** Of the job. */
  name: string;
}

/** The exact script, to read, copy or run by hand. */
export function ScriptView({ script: { text, deployments, of }, name }: ScriptViewProps) {
  const isWhole = deployments === of;
  return (
    <section aria-labelledby="script" className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 id="script" className="caption">
          {isWhole ? 'The exact script' : `The exact script of the first ${deployments} of ${of} deployments`}
        </h3>
        <div className="flex gap-2">
          <CopyButton size="small" text={text}>
            Copy
          </CopyButton>
          <Button size="small" onClick={() => downloadText(`${fileName(name)}.sh`, text, 'text/x-shellscript')}>
            <Icon name="download" size={13} />
            Download
          </Button>
        </div>
      </div>
      <pre
        tabIndex={0}
        aria-label="Script"
        className="max-h-96 overflow-auto rounded-md border border-line bg-sunken p-2.5 font-mono text-2xs leading-relaxed"
      >
        {text}
      </pre>
      {!isWhole && (
        <p className="text-xs text-muted">The others differ in their settings alone; the job’s page has the whole.</p>
      )}
    </section>
  );
}

const fileName = (name: string) => name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^-+|-+$/g, '') || 'kneepoint-job';
