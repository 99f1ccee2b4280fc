'use client';

import { useQuery } from '@tanstack/react-query';
import { Button, buttonClass } from '@/components/ui/button';
import { downloadText } from '@/components/ui/download-text';
import { Icon } from '@/components/ui/icon';
import { jobScriptHref } from '@/lib/api/job-client';
import type { JobDetail } from '@/lib/api/job-contracts';
import { pointsQuery } from '@/lib/api/queries';
import { pointsCsv } from '@/lib/domain/points-csv';
import { measurementIds } from './measurement-ids';

/** The script that ran, and what it measured; the logs are downloaded where they are read. */
export function JobDownloads({ job }: { job: JobDetail }) {
  const { data } = useQuery(pointsQuery());
  const ids = measurementIds(job);
  const points = data?.points.filter(({ id }) => ids.has(id)) ?? [];
  const name = `kneepoint-job-${job.id}`;
  return (
    <section aria-labelledby="downloads" className="flex flex-col gap-2">
      <h2 id="downloads" className="caption">
        Downloads
      </h2>
      <div className="flex flex-wrap gap-2">
        <a href={jobScriptHref(job.id)} download={`${name}.sh`} className={buttonClass({ size: 'small' })}>
          <Icon name="download" size={13} />
          Script
        </a>
        <Button
          size="small"
          disabled={points.length === 0}
          onClick={() => downloadText(`${name}.csv`, pointsCsv(points), 'text/csv')}
        >
          <Icon name="download" size={13} />
          Results, CSV
        </Button>
        <Button
          size="small"
          disabled={points.length === 0}
          onClick={() => downloadText(`${name}.json`, JSON.stringify({ points }, null, 2), 'application/json')}
        >
          <Icon name="download" size={13} />
          Results, JSON
        </Button>
      </div>
    </section>
  );
}
