'use client';

import { useMemo, useState } from 'react';
import type { Fills } from '@/lib/domain/fills';
import { type FillKey, type FillTexts, parseFills } from './fill-fields';

/** What is typed into the fields, for all measurements and for single ones, and which of them are selected. */
export function useFills() {
  const [forAll, setForAll] = useState<FillTexts>({});
  const [forRows, setForRows] = useState<Record<string, FillTexts>>({});
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());

  const all = useMemo(() => parseFills(forAll), [forAll]);
  const single = useMemo(() => {
    const rows: Record<string, Fills> = {};
    const wrong: FillKey[] = [];
    for (const [sha256, texts] of Object.entries(forRows)) {
      const parsed = parseFills(texts);
      if (Object.keys(parsed.fills).length > 0) rows[sha256] = parsed.fills;
      wrong.push(...parsed.wrong);
    }
    return { rows, wrong };
  }, [forRows]);

  const fill = (key: FillKey, text: string) => {
    if (selected.size === 0) return setForAll((before) => ({ ...before, [key]: text }));
    setForRows((before) => {
      const after = { ...before };
      for (const sha256 of selected) after[sha256] = { ...after[sha256], [key]: text };
      return after;
    });
  };
  const select = (hashes: readonly string[], on: boolean) =>
    setSelected((before) => {
      const after = new Set(before);
      for (const hash of hashes) {
        if (on) after.add(hash);
        else after.delete(hash);
      }
      return after;
    });
  const clear = () => {
    setForAll({});
    setForRows({});
    setSelected(new Set());
  };
  return {
    set: all.fills,
    rows: single.rows,
    /** Fields whose text is no value, whoever it is for. */
    wrong: [...new Set([...all.wrong, ...single.wrong])],
    selected,
    /** What the form shows: the texts all selected rows share, or those for all. */
    texts: selected.size === 0 ? forAll : sharedTexts([...selected].map((sha256) => forRows[sha256] ?? {})),
    fill,
    select,
    clear,
  };
}

function sharedTexts([first = {}, ...others]: FillTexts[]): FillTexts {
  const entries = Object.entries(first) as [FillKey, string][];
  return Object.fromEntries(entries.filter(([key, text]) => others.every((texts) => texts[key] === text)));
}
