import type { TextImporter, TextLine, TextOutcome, TextReading } from '../importer';
import { aProblem } from '../problems';
import { Block } from './block';
import { faultOf } from './block-faults';
import { type Around, readClientLine, readHeading, readNamespace, serveFields } from './client-arguments';
import { generationOfBlock } from './generation';
import { kindOfLine, titleOf } from './lines';
import { mapPrinted, printedFormat, type PrintedResult } from './map-block';
import { readOldRow } from './old-rows';
import { OldBlock } from './old-block';
import { readRow } from './rows';

/**
 * What `vllm bench serve` and `benchmark_serving.py` print, 2023 to 2026: one block or many, anywhere in a log, a Markdown
 * page or a terminal's scroll-back, with the client's arguments before it where they are there.
 */
export const vllmPrinted: TextImporter = {
  format: printedFormat,
  namesHelp: true,
  begin: (file) => new PrintedReading(file),
};

/** Rows behind each other without a title: fewer are a mention in a text, not a result. */
const leastRows = 3;

class PrintedReading implements TextReading {
  #file: string;
  #index = 0;
  #around: Around = {};
  /** What headings say of every block that follows. */
  #headings: Around = {};
  #block: Block | null = null;
  /** Rows that stand under no title. */
  #stray: Block | null = null;
  #old: OldBlock | null = null;
  /** Between the title and the rule of a block whose rows repeat those of the result. */
  #isAside = false;
  /** A block that began inside another: not to be believed before the next thing shows that the other is over. */
  #held: TextOutcome | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  line(line: TextLine): TextOutcome | null {
    const kind = kindOfLine(line.text);
    if (kind === 'result-title') return this.#join(this.#closeAll(line.number), this.#open(line.number));
    if (kind === 'other-title') return this.#otherTitle(line);
    if (kind === 'rule') return this.#rule(line.number);
    if (kind === 'section') return this.#section(line.number);
    return this.#text(line);
  }

  end(): TextOutcome | null {
    return this.#join(this.#closeAll(null), this.#release());
  }

  #open(line: number): null {
    this.#block = new Block(line);
    return null;
  }

  /** Another title ends what is open: a block of ours that has not come to its rule is cut. */
  #otherTitle({ text, number }: TextLine): TextOutcome | null {
    const closed = this.#closeAll(number);
    const title = titleOf(text);
    this.#isAside = /^Steady-State Metrics$/i.test(title);
    if (!/Benchmark Results?$/i.test(title)) return closed;
    const found = `a block titled "${title}", which is not read yet`;
    return this.#join(closed, this.#problem(number, 'a result of vllm bench serve', found));
  }

  #rule(line: number): TextOutcome | null {
    if (this.#isAside) {
      this.#isAside = false;
      return null;
    }
    if (this.#block) return this.#finish(this.#block);
    // Behind a block that began inside another, the other's own end shows that the two run into each other.
    if (this.#held && !this.#stray) this.#stray = new Block(line);
    const stray = this.#closeStray();
    return this.#join(stray, this.#closeOld(line));
  }

  #section(line: number): null {
    const open = this.#block ?? this.#stray;
    if (open) open.lastLine = line;
    return null;
  }

  #text(line: TextLine): TextOutcome | null {
    if (this.#isAside) return null;
    if (this.#block) return this.#rowOf(this.#block, line);
    const around = readNamespace(line.text);
    if (around) {
      this.#around = serveFields(around);
      return this.#join(this.#closeStray(), this.#closeOld(line.number));
    }
    const client = readClientLine(line.text);
    if (client) {
      this.#around = { ...client, ...this.#around };
      return this.#closeStray();
    }
    const heading = readHeading(line.text);
    if (heading) this.#headings = { ...this.#headings, ...heading };
    return this.#loose(line);
  }

  #rowOf(block: Block, line: TextLine): null {
    const row = readRow(line.text);
    if (row) block.add(row, line.number);
    return null;
  }

  /** A row outside of every block: of the generation before there were blocks, or of one whose title is lost. */
  #loose(line: TextLine): TextOutcome | null {
    const old = readOldRow(line.text);
    if (old) {
      const closed = this.#old?.has(old.key) ? this.#closeOld(line.number) : null;
      this.#old ??= new OldBlock(line.number);
      this.#old.add(old, line.number);
      if (!this.#stray) return closed;
    }
    const row = readRow(line.text);
    if (row && row.key !== null) {
      this.#stray ??= new Block(line.number);
      this.#stray.add(row, line.number);
      return null;
    }
    return this.#join(old ? null : this.#closeOld(line.number), this.#closeStray());
  }

  #closeAll(by: number | null): TextOutcome | null {
    this.#isAside = false;
    const rest = this.#join(this.#closeStray(), this.#closeOld(by));
    if (!this.#block) return rest;
    const block = this.#block;
    this.#block = null;
    const end = by === null ? 'the end of the text' : `another title at line ${by}`;
    const where = `${end} behind line ${block.lastLine}`;
    const cut = this.#problem(block.line, 'a result block down to its closing line of "="', where);
    this.#isSuspect = by !== null;
    return this.#join(rest, cut);
  }

  /** The block that is open now began inside another one. */
  #isSuspect = false;

  #finish(block: Block): TextOutcome | null {
    this.#block = null;
    const around = this.#around;
    this.#around = {};
    const fault = faultOf(block, this.#file);
    if (fault) return this.#join(this.#release(), { measurements: [], problems: [fault] });
    const outcome = this.#map({
      ...fieldsOf(block),
      around,
      headings: this.#headings,
      content: block.content(),
      generation: generationOfBlock(block),
      index: this.#index++,
      line: block.line,
    });
    const before = this.#release();
    if (!this.#isSuspect) return this.#join(before, outcome);
    this.#isSuspect = false;
    this.#held = outcome;
    return before;
  }

  /** Rows under no title. Behind a block that began inside another they are the rest of that: neither is to be believed. */
  #closeStray(): TextOutcome | null {
    const stray = this.#stray;
    this.#stray = null;
    const isRest = this.#held !== null;
    if (!stray || (!isRest && stray.knownRows() < leastRows)) return null;
    this.#held = null;
    const found = isRest
      ? 'rows of two outputs that run into each other'
      : 'rows of a result block without its title line "Serving Benchmark Result"';
    return this.#problem(stray.line, 'a result block from its title to its closing line', found);
  }

  #closeOld(_by: number | null): TextOutcome | null {
    const old = this.#old;
    this.#old = null;
    const fields = old?.fields() ?? null;
    if (!old || !fields) return null;
    const around = this.#around;
    this.#around = {};
    const { generation, content } = old;
    const index = this.#index++;
    this.#stray = null;
    return this.#map({
      fields,
      unknown: {},
      around,
      headings: this.#headings,
      content,
      generation,
      index,
      line: old.line,
    });
  }

  #map(result: PrintedResult): TextOutcome {
    const { measurement, problem } = mapPrinted(result, this.#file);
    const path = `line ${result.line}`;
    return measurement
      ? { measurements: [{ measurement, path }], problems: [] }
      : { measurements: [], problems: [problem] };
  }

  #release(): TextOutcome | null {
    const held = this.#held;
    this.#held = null;
    return held;
  }

  #problem(line: number, expected: string, found: string): TextOutcome {
    return { measurements: [], problems: [aProblem(this.#file, `line ${line}`, expected, found)] };
  }

  #join(a: TextOutcome | null, b: TextOutcome | null): TextOutcome | null {
    if (a === null || b === null) return a ?? b;
    return { measurements: [...a.measurements, ...b.measurements], problems: [...a.problems, ...b.problems] };
  }
}

function fieldsOf(block: Block): Pick<PrintedResult, 'fields' | 'unknown'> {
  const rows = [...block.rows.values()];
  const known = rows.filter(({ key, value }) => key !== null && value !== null);
  const rest = rows.filter(({ key }) => key === null).slice(0, 64);
  return {
    fields: Object.fromEntries(known.map(({ key, value }): [string, unknown] => [key!, value])),
    unknown: Object.fromEntries(rest.map(({ label, value, text }) => [label, value ?? text])),
  };
}
