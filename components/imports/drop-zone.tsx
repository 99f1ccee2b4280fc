'use client';

import { type ReactNode, useRef } from 'react';
import { useDropzone } from 'react-dropzone';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';

interface DropZoneProps {
  onFiles: (files: File[]) => void;
  /** Smaller, once there are files. */
  compact: boolean;
  /** What is there already. */
  children?: ReactNode;
}

/** Takes files and folders, dropped or chosen. */
export function DropZone({ onFiles, compact, children }: DropZoneProps) {
  const folder = useRef<HTMLInputElement>(null);
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    onDrop: (accepted) => onFiles(accepted),
    noClick: true,
    noKeyboard: true,
    multiple: true,
  });
  return (
    <div
      {...getRootProps({ role: undefined, tabIndex: undefined })}
      className={classNames(
        'flex rounded-lg border border-dashed transition-colors',
        compact ? 'flex-wrap items-center gap-3 px-4 py-2.5' : 'flex-col items-center gap-3 px-6 py-14 text-center',
        isDragActive ? 'border-accent bg-accent-soft' : 'border-control bg-surface',
      )}
    >
      <input {...getInputProps({ 'aria-label': 'Files to import', tabIndex: -1 })} />
      <input
        ref={folder}
        type="file"
        aria-label="Folder to import"
        tabIndex={-1}
        hidden
        multiple
        // Not in React's types: lets a folder be chosen.
        {...{ webkitdirectory: '' }}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {compact ? (
        <div className="min-w-0 flex-1 basis-52">{children}</div>
      ) : (
        <div>
          <p className="text-lg font-semibold">{isDragActive ? 'Let go' : 'Drop result files or folders here'}</p>
          <p className="mt-1 text-muted">
            <code className="font-mono">vllm bench serve</code> JSON of any version, arrays and JSON Lines too, plain or
            gzipped, up to 300 MB a file. File and folder names are read for GPU, TP and PP.
          </p>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look={compact ? 'plain' : 'primary'} onClick={open}>
          <Icon name="file" size={14} />
          {compact ? 'Add files' : 'Choose files'}
        </Button>
        <Button onClick={() => folder.current?.click()}>
          <Icon name="folder" size={14} />
          {compact ? 'Add a folder' : 'Choose a folder'}
        </Button>
      </div>
    </div>
  );
}
