'use client';

import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { Menu, MenuItem } from '@/components/ui/menu';
import type { PlottedPoint } from '@/lib/domain/exploration';
import { downloadRows } from './download-rows';

/** What to do with the view as it is. */
export function ViewActions({ rows, reset }: { rows: readonly PlottedPoint[]; reset: () => void }) {
  return (
    <div className="flex flex-wrap items-center">
      <Menu
        look="quiet"
        label="Export the table"
        trigger={
          <>
            <Icon name="download" size={13} />
            Export
          </>
        }
      >
        <MenuItem onSelect={() => downloadRows(rows, 'csv')}>Table as CSV, every metric</MenuItem>
        <MenuItem onSelect={() => downloadRows(rows, 'json')}>Points as JSON</MenuItem>
      </Menu>
      <CopyButton look="quiet" size="small" text={() => window.location.href} icon="link">
        Copy link
      </CopyButton>
      <Button look="quiet" size="small" onClick={reset} title="Back to the view this page opens with">
        <Icon name="reset" size={13} />
        Reset
      </Button>
    </div>
  );
}
