/** The results of `work` in the order of the list, at most `limit` under way at once; the first failure ends it. */
export async function mapConcurrently<T, R>(
  list: readonly T[],
  limit: number,
  work: (entry: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(list.length);
  let next = 0;
  const worker = async () => {
    while (next < list.length) {
      const index = next++;
      results[index] = await work(list[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, list.length) }, worker));
  return results;
}
