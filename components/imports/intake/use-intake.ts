'use client';

import { useState } from 'react';
import type { FileToUpload } from '@/lib/api/upload';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import { parseTable, type TextTable } from '../table/parse-table';
import { addFiles, pastedName } from './chosen-files';

/** Files chosen together; `id` changes whenever they do, `session` when a person starts over. */
export interface Batch {
  session: number;
  id: number;
  files: readonly FileToUpload[];
}

/** A pasted text that is a table, until a person has said what its columns are. */
export interface PastedTable {
  text: string;
  table: TextTable;
}

/** Takes in what is dropped, chosen and pasted. `before` is the batch the last files were added to. */
export function useIntake() {
  const [{ batch }, setBatches] = useState<{ batch: Batch; before: Batch }>({ batch: none, before: none });
  const [table, setTable] = useState<PastedTable | null>(null);

  const choose = (filesOf: (files: readonly FileToUpload[]) => readonly FileToUpload[]) =>
    setBatches(({ batch: now }) => ({
      before: now,
      batch: { ...now, id: now.id + 1, files: filesOf(now.files) },
    }));
  const addText = (text: string) =>
    choose((files) => addFiles(files, [new File([text], pastedName(files, 'txt'), { type: 'text/plain' })]));
  return {
    batch,
    table,
    addFiles: (chosen: readonly File[]) => {
      if (chosen.length > 0) choose((files) => addFiles(files, chosen));
    },
    addText: (text: string) => {
      setTable(null);
      addText(text);
    },
    /** Text from the clipboard: a table waits for its columns, anything else is a file. */
    paste: (text: string) => {
      const parsed = parseTable(text);
      if (parsed !== null) setTable({ text, table: parsed });
      else if (text.trim() !== '') addText(text);
    },
    addRows: (toRows: (file: string) => BaseMeasurement[]) => {
      setTable(null);
      choose((files) => {
        const name = pastedName(files, 'json');
        return addFiles(files, [new File([JSON.stringify(toRows(name))], name, { type: 'application/json' })]);
      });
    },
    dropTable: () => setTable(null),
    removeFile: (path: string) => choose((files) => files.filter((file) => file.path !== path)),
    /** Back to the files before the last ones came. */
    stepBack: () =>
      setBatches((now) => ({
        before: none,
        batch: { ...now.batch, id: now.batch.id + 1, files: now.before.files },
      })),
    clear: () => {
      setTable(null);
      setBatches(({ batch: now }) => ({
        before: none,
        batch: { session: now.session + 1, id: now.id + 1, files: [] },
      }));
    },
  };
}
export type Intake = ReturnType<typeof useIntake>;

const none: Batch = { session: 0, id: 0, files: [] };
