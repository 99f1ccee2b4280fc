import { type ComponentProps, useId } from 'react';
import { classNames } from './class-names';

export const inputClass =
  'h-7.5 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink transition-colors hover:border-control aria-invalid:border-danger disabled:opacity-50';

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classNames(inputClass, className)} autoComplete="off" spellCheck={false} {...rest} />;
}

interface FieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  label: string;
  hint?: string;
  error?: string | null;
  suggestions?: string[];
}

/** A labelled text input, with suggestions the browser offers while typing and a place for what is wrong. */
export function Field({ label, hint, error = null, suggestions = [], className, ...rest }: FieldProps) {
  const id = useId();
  const described = error !== null || hint !== undefined ? `${id}-said` : undefined;
  return (
    <div className={classNames('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="caption">
        {label}
      </label>
      <TextInput
        id={id}
        list={suggestions.length > 0 ? `${id}-list` : undefined}
        aria-invalid={error !== null || undefined}
        aria-describedby={described}
        {...rest}
      />
      {suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      {described !== undefined && (
        <p
          id={described}
          role={error === null ? undefined : 'alert'}
          className={classNames('text-xs', error === null ? 'text-muted' : 'text-danger')}
        >
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
