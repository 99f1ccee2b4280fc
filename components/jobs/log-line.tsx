import { memo } from 'react';
import { classNames } from '@/components/ui/class-names';
import { type AnsiColor, type AnsiSpan, parseAnsi } from './ansi';

const colorClass: Record<AnsiColor, string> = {
  black: 'text-muted',
  red: 'text-danger',
  green: 'text-good',
  yellow: 'text-warning',
  blue: 'text-accent',
  magenta: 'text-accent-strong',
  cyan: 'text-accent',
  white: 'text-ink',
};

/** A line longer than this is cut, and says by how much: the download has it whole. */
const longest = 4000;

/** One line of a log: text and nothing but text, in the program's colours, with what was searched for marked. */
export const LogLine = memo(function LogLine({ line, needle }: { line: string; needle: string }) {
  const shown = line.length > longest ? line.slice(0, longest) : line;
  return (
    <>
      {parseAnsi(shown).map((span, index) => (
        <Span key={index} span={span} needle={needle} />
      ))}
      {line.length > longest && <span className="text-muted"> … {line.length - longest} more characters</span>}
    </>
  );
});

function Span({ span: { text, color, bold, dim }, needle }: { span: AnsiSpan; needle: string }) {
  const look = classNames(color && colorClass[color], bold && 'font-semibold', dim && 'text-muted');
  return <span className={look || undefined}>{needle === '' ? text : marked(text, needle)}</span>;
}

function marked(text: string, needle: string) {
  const lowered = text.toLowerCase();
  const parts = [];
  let from = 0;
  for (let at = lowered.indexOf(needle); at >= 0; at = lowered.indexOf(needle, from)) {
    parts.push(text.slice(from, at));
    from = at + needle.length;
    parts.push(
      <mark key={at} className="rounded-sm bg-warning-soft text-warning">
        {text.slice(at, from)}
      </mark>,
    );
  }
  parts.push(text.slice(from));
  return parts;
}
