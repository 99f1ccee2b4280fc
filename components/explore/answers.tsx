'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Answer } from '@/lib/domain/exploration';

const firstFew = 3;

interface AnswersProps {
  answers: readonly Answer[];
  onPin: (id: string) => void;
}

/** The answer in words: one per comparability group, the first few at once. */
export function Answers({ answers, onPin }: AnswersProps) {
  const [all, setAll] = useState(false);
  const shown = all ? answers : answers.slice(0, firstFew);
  const rest = answers.length - firstFew;
  return (
    <section aria-label="Answer" aria-live="polite" className="flex flex-col gap-2">
      {shown.map((answer, index) => (
        <AnswerText key={answer.groupKey} answer={answer} lead={index === 0} onPin={onPin} />
      ))}
      {rest > 0 && (
        <Button look="quiet" size="small" className="-ml-2 self-start text-accent" onClick={() => setAll(!all)}>
          {all ? 'Show the first few' : `${rest} more ${rest === 1 ? 'comparison' : 'comparisons'}`}
        </Button>
      )}
    </section>
  );
}

function AnswerText({ answer, lead, onPin }: { answer: Answer; lead: boolean; onPin: (id: string) => void }) {
  const best = answer.ids[0];
  return (
    <div>
      <p className={lead ? 'text-lg' : 'text-sm'}>
        {answer.headline.map(({ text, strong }, index) =>
          strong ? (
            <strong key={index} className="font-semibold">
              {text}
            </strong>
          ) : (
            <span key={index}>{text}</span>
          ),
        )}
      </p>
      {lead && answer.details.length > 0 && (
        <p className="mt-1 max-w-[90ch] text-muted">
          {answer.details.join(' ')}{' '}
          {best !== undefined && (
            <button type="button" className="text-accent hover:underline" onClick={() => onPin(best)}>
              Show the numbers
            </button>
          )}
        </p>
      )}
    </div>
  );
}
