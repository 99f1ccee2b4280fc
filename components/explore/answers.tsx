'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Answer } from '@/lib/domain/exploration';

/** The chart is the page: two models can be told beside each other above it, more are a click away. */
const mostAtOnce = 2;

interface AnswersProps {
  answers: readonly Answer[];
  onPin: (id: string) => void;
}

/** The answer in words: one per comparability group. */
export function Answers({ answers, onPin }: AnswersProps) {
  const [all, setAll] = useState(false);
  const rest = answers.length - 1;
  const hasMore = answers.length > mostAtOnce;
  const shown = all || !hasMore ? answers : answers.slice(0, 1);
  return (
    <section aria-label="Answer" aria-live="polite" className="flex flex-col gap-2">
      {shown.map((answer, index) => (
        <AnswerText key={answer.groupKey} answer={answer} lead={index === 0} onPin={onPin} />
      ))}
      {hasMore && (
        <Button look="quiet" size="small" className="-ml-2 self-start text-accent" onClick={() => setAll(!all)}>
          {all ? 'Show the first only' : `${rest} more comparisons`}
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
