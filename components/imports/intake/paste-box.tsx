'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { inputClass } from '@/components/ui/field';
import { classNames } from '@/components/ui/class-names';

/** A place to paste or type text, for those who look for one. */
export function PasteBox({ rows, onText }: { rows: number; onText: (text: string) => void }) {
  const id = useId();
  const [text, setText] = useState('');
  const add = () => {
    if (text.trim() === '') return;
    onText(text);
    setText('');
  };
  return (
    <div className="flex w-full flex-col gap-1.5 text-left">
      <label htmlFor={id} className="caption">
        Text or a table
      </label>
      <textarea
        id={id}
        rows={rows}
        spellCheck={false}
        placeholder={'============ Serving Benchmark Result ============\nSuccessful requests:      1000\n…'}
        className={classNames(inputClass, 'h-auto resize-y py-1.5 font-mono text-xs')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add();
        }}
      />
      <div className="flex items-center justify-between gap-3">
        <p className="text-xs text-muted">Or press Ctrl+V anywhere on this page.</p>
        <Button size="small" disabled={text.trim() === ''} onClick={add}>
          Add text
        </Button>
      </div>
    </div>
  );
}
