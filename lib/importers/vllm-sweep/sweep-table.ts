import Papa from 'papaparse';
import { readPythonLiteral } from '@/lib/vllm/server-log/python-literal';
import type { JsonRecord, TextImporter, TextLine, TextOutcome, TextReading } from '../importer';
import { sha256OfText } from '../json/record-hash';
import { aProblem } from '../problems';
import { vllmServe } from '../vllm-serve/vllm-serve';

export const sweepTableFormat = 'vllm-sweep-csv';

/** The table `vllm bench sweep` writes of all its runs: the runs' own keys, one run a row, an index without a name. */
export const sweepTable: TextImporter = {
  format: sweepTableFormat,
  namesHelp: true,
  begin: (file) => new TableReading(file),
};

class TableReading implements TextReading {
  #file: string;
  #head: string[] | null = null;
  #isOver = false;
  #index = 0;

  constructor(file: string) {
    this.#file = file;
  }

  line(line: TextLine): TextOutcome | null {
    if (this.#isOver) return null;
    if (this.#head !== null) return this.#row(line, this.#head);
    const head = cellsOf(line.text);
    const isTable = head.includes('run_number') && head.includes('duration') && head.includes('request_throughput');
    if (isTable) this.#head = head;
    else this.#isOver = true;
    return null;
  }

  end(): null {
    return null;
  }

  #row({ text, number }: TextLine, head: string[]): TextOutcome {
    const path = `line ${number}`;
    const cells = cellsOf(text);
    if (cells.length !== head.length) {
      const problem = aProblem(this.#file, path, `${head.length} columns`, String(cells.length));
      return { measurements: [], problems: [problem] };
    }
    const entries = head.flatMap((key, column): [string, unknown][] => {
      const value = valueOf(cells[column]!);
      return key === '' || value === null ? [] : [[key, value]];
    });
    const record: JsonRecord = {
      value: Object.fromEntries(entries),
      lists: new Map(),
      notNumbers: new Map(),
      omitted: [],
      index: this.#index++,
      path,
      sha256: sha256OfText(`${sweepTableFormat}\n${JSON.stringify(entries)}`),
    };
    const { measurements, problems } = vllmServe.read(record, this.#file);
    return {
      problems,
      measurements: measurements.map((measurement) => ({
        measurement: { ...measurement, source: { ...measurement.source, format: sweepTableFormat } },
        path,
      })),
    };
  }
}

const cellsOf = (line: string): string[] => Papa.parse<string[]>(line, { delimiter: ',' }).data[0] ?? [];

/** A cell as pandas writes the value: empty is nothing, lists as Python prints them. */
function valueOf(cell: string): unknown {
  if (cell === '' || cell === 'nan') return null;
  if (cell === 'True' || cell === 'False') return cell === 'True';
  if (/^[[{]/.test(cell)) return readPythonLiteral(cell) ?? cell;
  return /^-?\d{1,18}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?$/i.test(cell) ? Number(cell) : cell;
}
