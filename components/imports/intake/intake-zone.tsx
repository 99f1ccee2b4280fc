'use client';

import { type ReactNode, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Popover } from '@/components/ui/popover';
import { useIsHydrated } from '@/components/ui/use-is-hydrated';
import { PasteBox } from './paste-box';

interface IntakeZoneProps {
  onFiles: (files: File[]) => void;
  onText: (text: string) => void;
  /** Files are over the page, about to be dropped. */
  isDragActive: boolean;
  /** Smaller, once there are files. */
  compact: boolean;
  /** What is there already. */
  children?: ReactNode;
}

/** Takes files, folders and text: dropped, chosen or pasted. The whole page takes drops; this shows where. */
export function IntakeZone({ onFiles, onText, isDragActive, compact, children }: IntakeZoneProps) {
  const look = classNames(
    'rounded-lg border border-dashed transition-colors',
    isDragActive ? 'border-accent bg-accent-soft' : 'border-control bg-surface',
  );
  if (compact) {
    return (
      <div className={classNames('flex flex-wrap items-center gap-3 px-4 py-2.5', look)}>
        <div className="min-w-0 flex-1 basis-52">{isDragActive ? 'Let go to add' : children}</div>
        <div className="flex flex-wrap gap-2">
          <Choosers onFiles={onFiles} compact />
          <Popover trigger={<Button>Paste text</Button>}>
            <PasteBox rows={6} onText={onText} />
          </Popover>
        </div>
      </div>
    );
  }
  return (
    <div className={classNames('grid lg:grid-cols-[3fr_2fr]', look)}>
      <div className="flex flex-col items-center justify-center gap-3 px-6 py-12 text-center">
        <div>
          <p className="text-lg font-semibold">{isDragActive ? 'Let go' : 'Drop whatever you have here'}</p>
          <p className="mx-auto mt-1 max-w-[58ch] text-muted">
            Result files and whole folders, <code className="font-mono">.zip</code> and{' '}
            <code className="font-mono">.tar.gz</code>, printed result blocks and logs, sweep trees; and beside them
            what says how it was served: a spec, a command line, a server log. File and folder names are read for GPU,
            TP and PP.
          </p>
        </div>
        <div className="flex flex-wrap justify-center gap-2">
          <Choosers onFiles={onFiles} />
        </div>
      </div>
      <div className="flex items-center border-line px-6 py-6 max-lg:border-t lg:border-l">
        <PasteBox rows={8} onText={onText} />
      </div>
    </div>
  );
}

function Choosers({ onFiles, compact = false }: { onFiles: (files: File[]) => void; compact?: boolean }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  // What is chosen or pasted before the page is awake would be lost.
  const isAsleep = !useIsHydrated();
  const input = {
    type: 'file',
    tabIndex: -1,
    hidden: true,
    multiple: true,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      onFiles([...(event.target.files ?? [])]);
      event.target.value = '';
    },
  };
  return (
    <>
      <input ref={files} aria-label="Files to import" {...input} />
      {/* Not in React's types: lets a folder be chosen. */}
      <input ref={folder} aria-label="Folder to import" {...input} {...{ webkitdirectory: '' }} />
      <Button look={compact ? 'plain' : 'primary'} disabled={isAsleep} onClick={() => files.current?.click()}>
        <Icon name="file" size={14} />
        {compact ? 'Add files' : 'Choose files'}
      </Button>
      <Button disabled={isAsleep} onClick={() => folder.current?.click()}>
        <Icon name="folder" size={14} />
        {compact ? 'Add a folder' : 'Choose a folder'}
      </Button>
    </>
  );
}
