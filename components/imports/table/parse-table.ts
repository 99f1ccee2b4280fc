/** A table of text: a head, and rows of as many cells. */
export interface TextTable {
  heads: string[];
  rows: string[][];
}

const isNumber = (cell: string) => /^[-+]?\d[\d,_ ]*(\.\d+)?([eE][-+]?\d+)?\s*[%a-zA-Z/]*$/.test(cell.trim());

/**
 * Reads a pasted table: cells between tabs, a Markdown table, or CSV with quotes. null for any other text: a table has a
 * head of words, at least two columns, rows of equal length, and numbers in them.
 */
export function parseTable(text: string): TextTable | null {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const split = splitterOf(lines);
  if (split === null) return null;
  const [heads = [], ...rows] = lines.filter((line) => !isRule(line)).map(split);
  if (heads.length < 2 || rows.length === 0 || heads.some(isNumber) || heads.every((head) => head === '')) return null;
  if (rows.some((row) => row.length !== heads.length)) return null;
  const hasNumbers = rows.every((row) => row.some(isNumber));
  return hasNumbers ? { heads: heads.map((head, index) => head || `Column ${index + 1}`), rows } : null;
}

/** "|---|:--:|" under a Markdown head. */
const isRule = (line: string) => /^\s*\|?[\s:|-]*-{2,}[\s:|-]*$/.test(line);

function splitterOf(lines: readonly string[]): ((line: string) => string[]) | null {
  if (lines.length < 2 || /^\s*[{[]/.test(lines[0]!)) return null;
  if (lines.every((line) => line.includes('\t'))) return (line) => line.split('\t').map((cell) => cell.trim());
  if (lines.every((line) => line.includes('|'))) return splitMarkdown;
  return lines.every((line) => line.includes(',')) ? splitCsv : null;
}

const splitMarkdown = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim().replace(/^(\*\*|`)(.*)\1$/, '$2'));

/** Cells between commas; quotes hold commas, and doubled quotes a quote. */
function splitCsv(line: string): string[] {
  const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '').trim()) ?? [];
  if (!line.trimEnd().endsWith(',')) cells.pop();
  return cells.map((cell) => (/^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}

/** A cell as a number: thousands separators and a unit behind it are left out; null where it holds none. */
export function numberIn(cell: string): number | null {
  if (!isNumber(cell)) return null;
  const value = Number.parseFloat(cell.replace(/[,_ ](?=\d{3})/g, ''));
  return Number.isFinite(value) ? value : null;
}
