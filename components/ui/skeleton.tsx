import { classNames } from './class-names';

/** Grey stand-in of the size the real thing will have. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classNames('animate-pulse rounded-md bg-hover', className)} />;
}
