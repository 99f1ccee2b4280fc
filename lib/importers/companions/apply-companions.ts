import type { Contradiction } from '@/lib/domain/import';
import { type BaseMeasurement, baseMeasurement } from '@/lib/domain/measurement';
import type { Topology } from '@/lib/domain/topology';
import { precisionFromName } from '../precision-names';
import { isWeak, provenanceWords } from '../provenance';
import { topologyDraft, topologySizes, type TopologySize, withTopologyDraft } from '../topology-draft';
import { type Assignments, findBelongings } from './belongings';
import { type Companion, type CompanionFact, companionLabel, type CompanionValue } from './companion';
import { joinSides, sidesOf } from './disaggregated';
import { pathOfField, saysTheSame, valueAtPath, withValueAt } from './field-values';

/** What became of one companion. */
export interface AppliedCompanion {
  companion: Companion;
  /** Measurements it belongs to, by the SHA-256 of their records. */
  belongsTo: string[];
  /** Result files it may belong to just as others of its kind, whatever was chosen. Empty where nothing was open. */
  candidates: string[];
  /** Fields it filled in any of them. */
  filled: string[];
}

/** Measurements with their gaps filled. */
export interface CompanionOutcome {
  /** In the order given, one for one. */
  measurements: BaseMeasurement[];
  contradictions: Contradiction[];
  /** Files that filled a field, by the SHA-256 of the measurement's record. */
  filledBy: ReadonlyMap<string, readonly string[]>;
  /** In the order given, one for one. */
  companions: AppliedCompanion[];
}

/** What ran counts before what was asked for, and that before what somebody noted down. */
const precedence: readonly Companion['kind'][] = [
  'server-log',
  'command-line',
  'client-command',
  'ci-commands',
  'kubeai-model',
  'kubernetes',
  'helm-values',
  'compose',
  'vllm-config',
  'metadata',
];

/**
 * Fills the gaps of measurements from the companions that belong to them (`findBelongings`). What a record states stays;
 * companions win over file and folder names. Where sources differ a contradiction names them all, for a person to choose
 * (`applyChoices`). Pure; the inputs stay as they are.
 */
export function applyCompanions(
  measurements: readonly BaseMeasurement[],
  companions: readonly Companion[],
  assignments: Assignments = {},
): CompanionOutcome {
  const belongings = findBelongings(measurements, companions, assignments);
  const told = new Map(
    companions.map((companion) => [companion, { belongsTo: new Set<string>(), filled: new Set<string>() }]),
  );
  const contradictions: Contradiction[] = [];
  const filledBy = new Map<string, readonly string[]>();
  const filled = measurements.map((measurement) => {
    const own = [...belongings.of(measurement)].sort((a, b) => precedence.indexOf(a.kind) - precedence.indexOf(b.kind));
    if (own.length === 0) return measurement;
    const { sha256 } = measurement.source;
    const filling = fillWith(measurement, own);
    const result = filling.measurement;
    for (const companion of own) told.get(companion)?.belongsTo.add(sha256);
    for (const [companion, fields] of filling.filled)
      for (const field of fields) told.get(companion)?.filled.add(field);
    contradictions.push(...filling.contradictions);
    const files = [...filling.filled.keys()].map(({ file }) => file).filter((file) => file !== measurement.source.file);
    if (files.length > 0) filledBy.set(sha256, [...new Set(files)]);
    return result;
  });
  return {
    measurements: filled,
    contradictions,
    filledBy,
    companions: companions.map((companion) => ({
      companion,
      belongsTo: [...told.get(companion)!.belongsTo],
      candidates: [...(belongings.ambiguous.get(companion) ?? [])],
      filled: [...told.get(companion)!.filled],
    })),
  };
}

/** Checked as a whole; where the domain refuses the result, once more with each field by itself. */
function fillWith(measurement: BaseMeasurement, own: readonly Companion[]): Filling {
  const filling = new Filling(measurement, () => true);
  filling.fill(own);
  if (isMeasurement(filling.measurement)) return filling;
  const careful = new Filling(measurement, isMeasurement);
  careful.fill(own);
  return careful;
}

const isMeasurement = (value: BaseMeasurement) => baseMeasurement.safeParse(value).success;

/** One source's word on a field. `companion` null: the measurement itself, by its record or its name. */
interface Statement {
  value: CompanionValue;
  source: string;
  provenance: string;
  companion: Companion | null;
}

class Filling {
  readonly contradictions: Contradiction[] = [];
  readonly filled = new Map<Companion, Set<string>>();

  constructor(
    public measurement: BaseMeasurement,
    private readonly isAllowed: (next: BaseMeasurement) => boolean,
  ) {}

  fill(companions: readonly Companion[]): void {
    const statements = new Map<string, Statement[]>();
    for (const [companion, { field, value, part }] of this.factsOf(companions)) {
      const provenance = `${companionLabel(companion)}, ${part}`;
      const before = statements.get(field) ?? [];
      statements.set(field, [...before, { value, source: companion.id, provenance, companion }]);
    }
    this.resolveServedName(companions);
    for (const [field, said] of statements) if (!field.startsWith(topologyPath)) this.fillField(field, said);
    this.fillTopology(statements);
    this.fillPrecision();
  }

  /** What companions say, each for itself; those that are two sides of one deployment together. */
  private factsOf(companions: readonly Companion[]): (readonly [Companion, CompanionFact])[] {
    const kinds = new Set(companions.map(({ kind }) => kind));
    return [...kinds].flatMap((kind) => {
      const own = companions.filter((companion) => companion.kind === kind);
      const sides = sidesOf(own);
      if (sides === null) return own.flatMap((one) => one.facts.map((fact) => [one, fact] as const));
      const joined = joinSides(sides, topologyDraft(this.measurement)?.workers?.value ?? null);
      if (joined.topology !== null) this.setGroups(joined.topology, joined.from, own);
      return [...joined.facts];
    });
  }

  /** A topology whose groups differ; where the measurement knows a TP of its own, that stands. */
  private setGroups(topology: Topology, from: string, sides: readonly Companion[]): void {
    const { deployment, provenance, extra } = this.measurement;
    if (deployment.topology !== null) return;
    const { partialTopology: _partial, ...rest } = extra;
    const next = {
      ...this.measurement,
      deployment: { ...deployment, topology },
      provenance: { ...provenance, 'deployment.topology': from },
      extra: rest,
    };
    if (!this.isAllowed(next)) return;
    this.measurement = next;
    for (const side of sides) {
      for (const { field } of side.facts) {
        if (field.startsWith(topologyPath)) this.filled.set(side, (this.filled.get(side) ?? new Set()).add(field));
      }
    }
  }

  /** A model that became known names its precision as any other does. */
  private fillPrecision(): void {
    const { deployment, provenance } = this.measurement;
    const named = deployment.model === null ? null : precisionFromName(deployment.model);
    if (named === null || deployment.precision !== null) return;
    this.measurement = {
      ...this.measurement,
      deployment: { ...deployment, precision: named },
      provenance: { ...provenance, 'deployment.precision': provenanceWords.modelName },
    };
  }

  /** A client's record names the model as the server answers to it; the companion knows what is behind. */
  private resolveServedName(companions: readonly Companion[]): void {
    const { model } = this.measurement.deployment;
    const companion = companions.find(({ servedAs }) => model !== null && servedAs.includes(model));
    const fact = companion?.facts.find(({ field }) => field === modelField);
    if (!companion || !fact || saysTheSame(modelField, fact.value, model!)) return;
    this.set(modelField, ['deployment', 'model'], {
      value: fact.value,
      source: companion.id,
      provenance: `${companionLabel(companion)}, ${fact.part} (served as ${model})`,
      companion,
    });
  }

  private fillField(field: string, said: Statement[]): void {
    const path = pathOfField(field);
    if (path === null) return;
    const value = valueAtPath(this.measurement, path);
    // Nothing, said on purpose: "not limited".
    if (value === null && this.measurement.provenance[field] !== undefined) return;
    const chosen = this.choose(field, this.ownStatement(field, value), said);
    if (chosen.companion) this.set(field, path, chosen);
  }

  private set(field: string, path: readonly string[], statement: Statement): void {
    const filled = withValueAt(this.measurement, path, statement.value);
    const next = { ...filled, provenance: { ...filled.provenance, [field]: statement.provenance } };
    if (!this.isAllowed(next)) return;
    this.measurement = next;
    this.note(field, statement);
  }

  private fillTopology(statements: ReadonlyMap<string, Statement[]>): void {
    const draft = topologyDraft(this.measurement);
    const wanted = topologySizes.flatMap((size) => {
      const said = statements.get(topologyPath + size);
      return said ? [[size, said] as [TopologySize, Statement[]]] : [];
    });
    if (!draft || wanted.length === 0) return;
    const sizes = { ...draft.sizes };
    for (const [size, said] of wanted) {
      if (size === 'replicas' && draft.workers) continue;
      const field = topologyPath + size;
      const chosen = this.choose(field, this.ownStatement(field, sizes[size]?.value ?? null), said);
      if (chosen.companion) {
        sizes[size] = { value: Number(chosen.value), from: chosen.provenance };
        this.note(field, chosen);
      }
    }
    const next = withTopologyDraft(this.measurement, { ...draft, sizes });
    if (this.isAllowed(next)) this.measurement = next;
  }

  private ownStatement(field: string, value: CompanionValue | null): Statement | null {
    const from = this.measurement.provenance[field];
    if (value === null || from === provenanceWords.assumedOne) return null;
    return { value, source: this.measurement.source.file, provenance: from ?? 'the record', companion: null };
  }

  /** The statement that counts; where they differ, with the contradiction noted. */
  private choose(field: string, own: Statement | null, said: Statement[]): Statement {
    const isOwnStrong = own !== null && !isWeak(own.provenance);
    const order = own === null ? said : isOwnStrong ? [own, ...said] : [...said, own];
    const distinct = order.filter(
      (one, index) => order.findIndex((other) => saysTheSame(field, one.value, other.value)) === index,
    );
    // What the measurement says already needs no other source.
    const chosen = own !== null && saysTheSame(field, own.value, order[0]!.value) ? own : order[0]!;
    if (distinct.length === 1) return chosen;
    const options = [chosen, ...order.filter((one) => one !== chosen && !saysTheSame(field, one.value, chosen.value))];
    this.contradictions.push({
      measurement: this.measurement.source.sha256,
      field,
      options: options.map(({ value, source, provenance }) => ({ value, source, provenance })),
    });
    const others = options.slice(1).map(({ provenance, value }) => `${provenance} says ${value}`);
    return chosen.companion === null
      ? chosen
      : { ...chosen, provenance: `${chosen.provenance} (${others.join('; ')})` };
  }

  private note(field: string, { companion }: Statement): void {
    if (!companion) return;
    this.filled.set(companion, (this.filled.get(companion) ?? new Set()).add(field));
  }
}

const topologyPath = 'deployment.topology.';
const modelField = 'deployment.model';
