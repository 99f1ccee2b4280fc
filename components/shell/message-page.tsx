import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from './mark';

/** A page that has one thing to say: signed out, refused, not there, broken. */
export function MessagePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main id="content" className="mx-auto flex max-w-xl flex-col gap-4 px-5 py-[12vh]">
      <Link href="/" className="flex items-center gap-2 self-start text-base font-bold tracking-tight">
        <Mark />
        Kneepoint
      </Link>
      <h1 className="text-xl font-semibold">{title}</h1>
      {children}
    </main>
  );
}
