import Link from 'next/link';
import type { Exploration } from '@/lib/domain/exploration';
import { formatCount } from '@/lib/units/format';

/** As many as an address carries everywhere. */
const most = 200;

/** Leads to where the measurements of the table can be set right, deleted and read again. */
export function EditRowsLink({ exploration: { rows } }: { exploration: Exploration }) {
  const isMany = rows.length > most;
  const pick = rows.map(({ point }) => point.id).join(',');
  return (
    <p className="pt-2 text-xs">
      <Link href={isMany ? '/measurements' : `/measurements?pick=${pick}`} className="text-accent hover:underline">
        {isMany ? 'Edit measurements' : `Edit or delete these ${formatCount(rows.length)}`}
      </Link>
    </p>
  );
}
