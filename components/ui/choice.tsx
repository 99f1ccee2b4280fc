import { useId } from 'react';
import { classNames } from './class-names';

interface ChoiceProps<Value extends string> {
  /** Names the group. */
  label: string;
  /** Shown over it, or only read out. */
  isLabelShown?: boolean;
  value: Value;
  options: readonly { value: Value; label: string; title?: string }[];
  onChange: (value: Value) => void;
}

/** One of a few, all in sight: the browser's own radio buttons in the look of a row of buttons. */
export function Choice<Value extends string>({ label, isLabelShown, value, options, onChange }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className={isLabelShown ? 'caption mb-1' : 'sr-only'}>{label}</legend>
      <div className="flex w-fit max-w-full flex-wrap">
        {options.map((option) => (
          <label
            key={option.value}
            title={option.title}
            className={classNames(
              'relative -ml-px flex h-7.5 items-center border border-line-strong px-2.5 text-sm whitespace-nowrap transition-colors select-none first:ml-0 first:rounded-l-md last:rounded-r-md',
              'focus-within:z-10 has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent',
              option.value === value
                ? 'z-1 border-accent bg-accent-soft text-ink'
                : 'bg-surface text-muted hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
