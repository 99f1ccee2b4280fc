'use client';

import { useEffect, useState } from 'react';
import { Button, type ButtonLook } from './button';
import { Icon, type IconName } from './icon';

interface CopyButtonProps extends ButtonLook {
  /** What lands on the clipboard; a function is asked at the click. */
  text: string | (() => string);
  icon?: IconName;
  children: string;
}

export function CopyButton({ text, icon = 'copy', children, ...look }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    const copied = await writeClipboard(typeof text === 'function' ? text() : text);
    setOutcome(copied ? 'copied' : 'failed');
  };
  return (
    <Button {...look} onClick={() => void copy()}>
      <Icon name={outcome === 'copied' ? 'check' : icon} size={13} />
      <span aria-live="polite">{outcome === null ? children : outcome === 'copied' ? 'Copied' : 'Could not copy'}</span>
    </Button>
  );
}

/** Over plain http to another host the browser has no clipboard API; a hidden text field still works there. */
async function writeClipboard(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused by permission: the old way below may still work.
    }
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else copies without a secure context
  const done = document.execCommand('copy');
  field.remove();
  return done;
}
