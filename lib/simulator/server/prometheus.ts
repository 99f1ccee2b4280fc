export type Labels = Readonly<Record<string, string>>;

/** A family of time series under one name, with the text Prometheus expects. */
interface Family {
  readonly name: string;
  readonly render: () => string;
}

/** Counters, gauges and histograms of one process, in the text format 0.0.4 as Python's client writes it. */
export class Registry {
  private readonly families: Family[] = [];

  constructor(private readonly createdAtS: number) {}

  /** Its samples are named `<name>_total`. */
  counter(name: string, help: string): Counter {
    const counter = new Counter();
    this.families.push({
      name,
      render: () => {
        const created = counter
          .labels()
          .map((labels) => sample(`${name}_created`, labels, this.createdAtS))
          .join('');
        return (
          head(`${name}_total`, help, 'counter') +
          counter.render(`${name}_total`) +
          head(`${name}_created`, help, 'gauge') +
          created
        );
      },
    });
    return counter;
  }

  /** `read` gives the current values at the time of the scrape. */
  gauge(name: string, help: string, read: () => readonly (readonly [Labels, number])[]): void {
    this.families.push({
      name,
      render: () =>
        head(name, help, 'gauge') +
        read()
          .map(([labels, value]) => sample(name, labels, value))
          .join(''),
    });
  }

  /** One histogram for each labels; they appear in the text from the start. */
  histograms(name: string, help: string, buckets: readonly number[], labels: readonly Labels[]): Histogram[] {
    const created = labels.map((one) => ({ labels: one, histogram: new Histogram(buckets) }));
    this.families.push({
      name,
      render: () =>
        head(name, help, 'histogram') +
        created.map((one) => one.histogram.render(name, one.labels)).join('') +
        head(`${name}_created`, help, 'gauge') +
        created.map((one) => sample(`${name}_created`, one.labels, this.createdAtS)).join(''),
    });
    return created.map((one) => one.histogram);
  }

  /** The whole page of `GET /metrics`. */
  render(): string {
    return this.families.map((family) => family.render()).join('');
  }
}

/** Only ever grows. Series appear when they are first named, with 0 too. */
export class Counter {
  private readonly series = new Map<string, { labels: Labels; value: number }>();

  add(labels: Labels, amount: number): void {
    const key = labelText(labels);
    const series = this.series.get(key);
    if (series) series.value += amount;
    else this.series.set(key, { labels, value: amount });
  }

  labels(): Labels[] {
    return [...this.series.values()].map((series) => series.labels);
  }

  render(name: string): string {
    return [...this.series.values()].map(({ labels, value }) => sample(name, labels, value)).join('');
  }
}

/** Counts observations at or under each bound. */
export class Histogram {
  private readonly counts: number[];
  private sum = 0;

  constructor(private readonly buckets: readonly number[]) {
    this.counts = Array.from({ length: buckets.length + 1 }, () => 0);
  }

  observe(value: number): void {
    let low = 0;
    let high = this.buckets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= (this.buckets[middle] ?? Infinity)) high = middle;
      else low = middle + 1;
    }
    this.counts[low] = (this.counts[low] ?? 0) + 1;
    this.sum += value;
  }

  render(name: string, labels: Labels): string {
    let total = 0;
    const lines = this.counts.map((count, index) => {
      total += count;
      const bound = this.buckets[index];
      return sample(`${name}_bucket`, { ...labels, le: bound === undefined ? '+Inf' : toFloatText(bound) }, total);
    });
    return lines.join('') + sample(`${name}_count`, labels, total) + sample(`${name}_sum`, labels, this.sum);
  }
}

function head(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function sample(name: string, labels: Labels, value: number): string {
  return `${name}${labelText(labels)} ${toFloatText(value)}\n`;
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1));
  if (pairs.length === 0) return '';
  return `{${pairs.map(([name, value]) => `${name}="${escapeLabel(value)}"`).join(',')}}`;
}

function escapeLabel(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

/** As Python prints a float: never without a point or an exponent. */
function toFloatText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e16 ? `${value}.0` : String(value);
}
