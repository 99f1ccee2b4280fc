interface NumberRange {
  least?: number;
  /** It must be more than this. */
  above?: number;
  most: number;
  fraction?: boolean;
}

/** Reads what was typed, and keeps the first thing that is wrong with each field. */
export class FieldReader {
  readonly errors: Record<string, string> = {};

  get isWrong(): boolean {
    return Object.keys(this.errors).length > 0;
  }

  wrong(field: string, message: string): void {
    this.errors[field] ??= message;
  }

  text(field: string, text: string, whenEmpty: string): string {
    const trimmed = text.trim();
    if (trimmed === '') this.wrong(field, whenEmpty);
    return trimmed;
  }

  /** undefined: nothing was typed, or it is wrong. */
  number(field: string, text: string, range: NumberRange): number | undefined {
    const trimmed = text.trim().replaceAll(',', '');
    if (trimmed === '') return undefined;
    const number = Number(trimmed);
    const isFine =
      Number.isFinite(number) &&
      (range.fraction || Number.isInteger(number)) &&
      number >= (range.least ?? -Infinity) &&
      number > (range.above ?? -Infinity) &&
      number <= range.most;
    if (isFine) return number;
    this.wrong(field, expectation(range));
    return undefined;
  }

  required(field: string, text: string, range: NumberRange): number | undefined {
    if (text.trim() === '') this.wrong(field, expectation(range));
    return this.number(field, text, range);
  }
}

function expectation({ least, above, most, fraction }: NumberRange): string {
  const kind = fraction ? 'A number' : 'A whole number';
  const lower = above === undefined ? `from ${least ?? 0}` : `above ${above}`;
  return most >= 1e9 ? `${kind} ${lower}.` : `${kind} ${lower} to ${most.toLocaleString('en-US')}.`;
}
