import { type ReactNode, useId } from 'react';

/** A part of the form under its heading. */
export function FormSection({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-3 border-t border-line pt-4 first-of-type:border-t-0 first-of-type:pt-0"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {aside !== undefined && <div className="text-xs text-muted">{aside}</div>}
      </div>
      {children}
    </section>
  );
}

/** What is wrong with something that is no single input. */
export function SectionError({ children }: { children: string | undefined }) {
  return children === undefined ? null : (
    <p role="alert" className="text-xs text-danger">
      {children}
    </p>
  );
}
