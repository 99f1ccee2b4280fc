import { type ReactNode, useId } from 'react';

export function SettingsSection({ title, about, children }: { title: string; about: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div>
        <h2 id={id} className="text-lg font-semibold">
          {title}
        </h2>
        <p className="max-w-[75ch] text-muted">{about}</p>
      </div>
      {children}
    </section>
  );
}
