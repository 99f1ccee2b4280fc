import { foreignToolOf, type PrintedRow } from './rows';

/** The rows of one printed block as they come. */
export class Block {
  readonly line: number;
  readonly rows = new Map<string, PrintedRow & { line: number }>();
  /** Another tool that prints under the same header. */
  foreign: string | null = null;
  /** The first label that came twice: two outputs run into each other. */
  twice: { label: string; line: number } | null = null;
  /** Of rows and sections. */
  lastLine: number;

  constructor(line: number) {
    this.line = line;
    this.lastLine = line;
  }

  add(row: PrintedRow, line: number): void {
    this.lastLine = line;
    this.foreign ??= foreignToolOf(row.label);
    if (this.rows.has(row.label)) this.twice ??= { label: row.label, line };
    else if (this.rows.size < maxRows) this.rows.set(row.label, { ...row, line });
  }

  /** A row's number by the key of the result JSON; null where it is absent or none. */
  number(key: string): number | null {
    for (const row of this.rows.values()) if (row.key === key) return row.value;
    return null;
  }

  /** How many rows are vLLM's. */
  knownRows(): number {
    return [...this.rows.values()].filter(({ key }) => key !== null).length;
  }

  /** The rows alone, as text that is equal for equal results whatever log they stand in. */
  content(): string {
    return [...this.rows.values()].map(({ label, text }) => `${label}: ${text}`).join('\n');
  }
}

const maxRows = 200;
