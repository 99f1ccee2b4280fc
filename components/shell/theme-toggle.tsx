'use client';

import { useState } from 'react';
import { IconButton } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { type Theme, themeCookie, themes } from './theme';

const oneYearS = 365 * 24 * 3600;

/** Walks through system, light, dark. The choice is a cookie, so that the server already renders it. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = () => {
    const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
    setTheme(next);
    document.cookie = `${themeCookie}=${next}; path=/; max-age=${oneYearS}; samesite=lax`;
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  };
  return (
    <IconButton label={`Theme: ${theme}`} onClick={choose}>
      {theme === 'system' ? <SystemIcon /> : <Icon name={theme === 'light' ? 'sun' : 'moon'} />}
    </IconButton>
  );
}

function SystemIcon() {
  return (
    <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <circle cx={8} cy={8} r={5.5} fill="none" stroke="currentColor" strokeWidth={1.5} />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
    </svg>
  );
}
