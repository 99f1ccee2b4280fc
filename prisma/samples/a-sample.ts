import { type BaseMeasurement, emptyMeasurement } from '@/lib/domain/measurement';
import { sha256OfText } from '@/lib/importers/json/record-hash';

/** The facts of a sample: a measurement without the source it is given here. */
export type SampleFacts = Omit<BaseMeasurement, 'source'>;

/** Nothing known yet, to be spread over. */
export function noFacts(): SampleFacts {
  const { source: _source, ...facts } = emptyMeasurement({
    file: 'sample',
    format: 'sample',
    formatVersion: null,
    index: 0,
    sha256: '0'.repeat(64),
  });
  return facts;
}

/** A measurement of the sample data. Its identity is the hash of its facts: built again, it is the same. */
export function aSample(file: string, index: number, facts: SampleFacts): BaseMeasurement {
  const sha256 = sha256OfText(JSON.stringify(facts));
  return { source: { file, format: 'sample', formatVersion: null, index, sha256 }, ...facts };
}
