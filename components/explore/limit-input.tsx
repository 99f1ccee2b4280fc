'use client';

import { useId, useState } from 'react';
import { TextInput } from '@/components/ui/field';

interface LimitInputProps {
  value: number | null;
  onChange: (value: number | null) => void;
}

/** "≥ 25 tok/s/user". What is typed counts once it is a number above 0; empty means no limit. */
export function LimitInput({ value, onChange }: LimitInputProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? (value === null ? '' : String(value));
  const isWrong = draft !== null && draft.trim() !== '' && !(Number(draft) > 0 && Number.isFinite(Number(draft)));
  const type = (next: string) => {
    setDraft(next);
    const number = Number(next);
    if (next.trim() === '') onChange(null);
    else if (number > 0 && Number.isFinite(number)) onChange(number);
  };
  return (
    <div className="flex items-center gap-1.5 text-xs">
      <label htmlFor={id} className="text-muted">
        tok/s/user ≥
      </label>
      <TextInput
        id={id}
        inputMode="decimal"
        placeholder="any"
        className="h-6.5! w-14! text-xs!"
        aria-invalid={isWrong || undefined}
        title={isWrong ? 'A number above 0, or nothing for no limit' : undefined}
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setDraft(null)}
      />
    </div>
  );
}
