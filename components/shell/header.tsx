'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { classNames } from '@/components/ui/class-names';
import { Menu, MenuLink } from '@/components/ui/menu';
import { Mark } from './mark';
import { SampleNotice } from './sample-notice';
import type { Theme } from './theme';
import { ThemeToggle } from './theme-toggle';

interface PlaceLink {
  href: string;
  label: string;
}

const places: PlaceLink[] = [
  { href: '/explore', label: 'Explore' },
  { href: '/import', label: 'Import' },
  { href: '/launch', label: 'Launch' },
  { href: '/jobs', label: 'Jobs' },
];
/** What a narrow screen has no room for stands in a menu there. */
const morePlaces: PlaceLink[] = [
  { href: '/measurements', label: 'Measurements' },
  { href: '/settings', label: 'Settings' },
];

export function Header({ theme }: { theme: Theme }) {
  const path = usePathname();
  const isInMore = morePlaces.some(({ href }) => isHere(path, href));
  return (
    <>
      <header className="sticky top-0 z-30 border-b border-line bg-page">
        <div className="flex h-(--header-height) items-center gap-1 px-3 sm:gap-4 sm:px-4">
          <Link href="/" className="flex items-center gap-2 rounded-md py-1 pr-1 text-base font-bold tracking-tight">
            <Mark />
            <span className="max-[480px]:sr-only">Kneepoint</span>
          </Link>
          <nav aria-label="Main" className="-m-1 flex min-w-0 items-center overflow-x-auto p-1 sm:gap-1">
            {places.map((place) => (
              <HeaderLink key={place.href} {...place} isHere={isHere(path, place.href)} />
            ))}
            <span className="contents max-[480px]:hidden">
              {morePlaces.map((place) => (
                <HeaderLink key={place.href} {...place} isHere={isHere(path, place.href)} />
              ))}
            </span>
            <span className="min-[481px]:hidden">
              <Menu
                look="quiet"
                trigger={<span className={classNames('text-sm', isInMore ? 'font-semibold' : 'text-muted')}>More</span>}
                label="More places"
              >
                {morePlaces.map(({ href, label }) => (
                  <MenuLink key={href} href={href} isHere={isHere(path, href)}>
                    {label}
                  </MenuLink>
                ))}
              </Menu>
            </span>
          </nav>
          <div className="ml-auto flex items-center gap-2">
            <div className="max-md:hidden">
              <SampleNotice />
            </div>
            <ThemeToggle initial={theme} />
          </div>
        </div>
      </header>
      <div className="md:hidden">
        <SampleNotice strip />
      </div>
    </>
  );
}

function HeaderLink({ href, label, isHere }: PlaceLink & { isHere: boolean }) {
  return (
    <Link
      href={href}
      aria-current={isHere ? 'page' : undefined}
      className={classNames(
        'rounded-md px-1.5 py-1 transition-colors hover:text-ink sm:px-2',
        isHere ? 'font-semibold text-ink' : 'text-muted',
      )}
    >
      {label}
    </Link>
  );
}

/** A job's own page lies in Jobs. */
const isHere = (path: string, href: string) => path === href || path.startsWith(`${href}/`);
