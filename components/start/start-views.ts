import { modelLabels } from '@/lib/domain/model-names';
import type { Point } from '@/lib/domain/point';
import { defaultView, type View } from '@/lib/domain/view';

/** A question with the view that answers it. */
export interface StartView {
  question: string;
  /** Whose measurements, or how many. */
  about: string;
  view: View;
}

const distinct = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
];

interface Story {
  file: string;
  question: string;
  about: string;
  view: (points: readonly Point[]) => Partial<View>;
}

/** What the sample data can tell, by the files it came in. */
const stories: Story[] = [
  {
    file: 'simulated-',
    question: 'What do TP, PP and DP do to the curve?',
    about: 'Simulated, 70B on 1 to 8 × H100',
    view: (points) => ({
      filters: { sweep: distinct(points.map(({ sweep }) => sweep.name)) },
      lines: ['tp', 'pp', 'dp'],
      labels: 'load',
      frontier: 'group',
    }),
  },
  {
    file: 'kubeai-',
    question: 'Is PP better than TP on my box?',
    about: 'KubeAI, 70B on 8 × L4',
    view: (points) => ({ filters: { gpu: gpusOf(points) }, lines: ['pp', 'tp'] }),
  },
  {
    file: 'lambda-',
    question: 'Which GPU, and how many?',
    about: 'Lambda, 8 models on A100 and H100',
    view: (points) => ({
      filters: { gpu: gpusOf(points), workload: distinct(points.map(({ workloadKey }) => workloadKey)) },
      lines: ['model', 'gpu'],
      minSpeed: 25,
    }),
  },
  {
    file: 'modal-',
    question: 'What is the cheapest thing that runs it?',
    about: 'Modal, Llama 2 offline on A10 and A100',
    view: (points) => ({
      filters: { model: distinct(points.map(({ deployment }) => deployment.model)) },
      x: 'totalTokensPerS',
      y: 'totalTokensPerSPerGpu',
      lines: ['model', 'gpu'],
    }),
  },
];

function gpusOf(points: readonly Point[]): string[] {
  return distinct(points.map(({ deployment }) => deployment.hardware.gpu));
}

/** The stories of the sample data that is there. */
export function sampleViews(points: readonly Point[]): StartView[] {
  const samples = points.filter(({ sample }) => sample);
  return stories.flatMap(({ file, question, about, view }) => {
    const own = samples.filter(({ source }) => source.file.startsWith(file));
    return own.length === 0 ? [] : [{ question, about, view: { ...defaultView, ...view(own) } }];
  });
}

const mostOwn = 3;

const hasSpeed = ({ tokensPerSPerUser }: Point['derived']) =>
  Object.values(tokensPerSPerUser).some((speed) => speed !== null);

/** The user's own models that have a place on the chart, the one imported last first. */
export function ownViews(points: readonly Point[]): StartView[] {
  const models = new Map<string, { count: number; latest: string }>();
  for (const { sample, deployment, derived, importedAt } of points) {
    const isPlotted = derived.outputTokensPerSPerGpu !== null && hasSpeed(derived);
    if (sample || deployment.model === null || !isPlotted) continue;
    const before = models.get(deployment.model) ?? { count: 0, latest: '' };
    models.set(deployment.model, {
      count: before.count + 1,
      latest: importedAt > before.latest ? importedAt : before.latest,
    });
  }
  return [...models]
    .sort(([, a], [, b]) => (a.latest < b.latest ? 1 : a.latest > b.latest ? -1 : b.count - a.count))
    .slice(0, mostOwn)
    .map(([model, { count }]) => ({
      question: `How to serve ${modelLabels(model)[1] ?? model}?`,
      about: `${count} ${count === 1 ? 'point' : 'points'} of yours`,
      view: { ...defaultView, filters: { model: [model] } },
    }));
}

export interface RecentSweep {
  /** One deployment makes one sweep: an import of a TP sweep is several of one name. */
  name: string;
  /** The last time something came. */
  importedAt: string;
  count: number;
  models: string[];
  gpus: string[];
}

/** What came in last, samples aside. Sweeps of one name are one: a job brings each of its loads by itself. */
export function recentSweeps(points: readonly Point[], most: number): RecentSweep[] {
  const sweeps = new Map<string, RecentSweep>();
  for (const { sample, sweep, importedAt, deployment } of points) {
    if (sample) continue;
    const found = sweeps.get(sweep.name) ?? { name: sweep.name, importedAt, count: 0, models: [], gpus: [] };
    const model = deployment.model === null ? null : (modelLabels(deployment.model)[1] ?? deployment.model);
    sweeps.set(sweep.name, {
      ...found,
      importedAt: importedAt > found.importedAt ? importedAt : found.importedAt,
      count: found.count + 1,
      models: distinct([...found.models, model]),
      gpus: distinct([...found.gpus, deployment.hardware.gpu]),
    });
  }
  return [...sweeps.values()]
    .sort((a, b) => (a.importedAt < b.importedAt ? 1 : a.importedAt > b.importedAt ? -1 : a.name < b.name ? -1 : 1))
    .slice(0, most);
}
