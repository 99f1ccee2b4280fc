/** Where a command stands: what it prints to, and what it was given besides its arguments. */
export interface Terminal {
  /** To standard output: what was asked for. */
  print: (text: string) => void;
  /** To standard error: what else there is to say. */
  warn: (text: string) => void;
  /** Over the last line of standard error, where somebody looks at it: how far something is. */
  progress: (text: string) => void;
  /** The folder the command was given in; relative paths begin there. */
  folder: string;
  env: Record<string, string | undefined>;
  /** What is piped or pasted into the command. */
  input: () => AsyncIterable<Uint8Array>;
}
