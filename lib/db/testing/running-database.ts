/** A database of its own for one test suite. */
export interface RunningDatabase {
  url: string;
  stop: () => Promise<void>;
}
