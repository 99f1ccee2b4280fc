import { type Document, parseAllDocuments } from 'yaml';

/** What may be a mapping out of YAML or JSON; nothing of it is trusted. */
export type Mapping = Readonly<Record<string, unknown>>;

/** Specs are short; a megabyte is no spec. */
const longest = 1 << 20;
/** Anchors are for sharing a few lines; what unfolds to more is made to fill memory. */
const mostAliases = 100;

/** The mapping a value is; an empty one where it is none. */
export const mappingOf = (value: unknown): Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textsOf = (value: unknown): string[] =>
  listOf(value).flatMap((entry) => (typeof entry === 'string' || typeof entry === 'number' ? [String(entry)] : []));
export const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
export const countIn = (value: unknown): number | null => {
  const number = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number > 0 && number <= 100_000 ? number : null;
};

/** `isSyntax`: it may be no YAML at all, or a template of it. */
type YamlOutcome =
  { documents: Mapping[]; fault: null; isSyntax: false } | { documents: null; fault: string; isSyntax: boolean };

/**
 * Mappings of a YAML text, one for each document, or where and why it is none. Text that is no YAML at all comes as a
 * fault too; the caller knows whether somebody called it YAML. Never throws.
 */
export function readYaml(text: string): YamlOutcome {
  const refused = (fault: string, isSyntax = false): YamlOutcome => ({ documents: null, fault, isSyntax });
  if (text.length > longest) return refused('more than 1 MB');
  try {
    const parsed = parseAllDocuments(text, { merge: true, uniqueKeys: false, logLevel: 'silent', prettyErrors: true });
    const documents = Array.isArray(parsed) ? (parsed as Document[]) : [];
    const [error] = documents.flatMap(({ errors }) => errors);
    if (error)
      return refused(
        `${error.code.toLowerCase().replaceAll('_', ' ')} in line ${error.linePos?.[0].line ?? '?'}`,
        true,
      );
    return {
      documents: documents.map((document) => mappingOf(document.toJS({ maxAliasCount: mostAliases }))),
      fault: null,
      isSyntax: false,
    };
  } catch (error) {
    // The library throws for aliases that unfold without end, and for nesting deeper than the stack.
    const isAlias = error instanceof ReferenceError;
    return refused(isAlias ? 'aliases that unfold to too much' : 'a structure nested too deep');
  }
}
