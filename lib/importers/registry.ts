import type { RecordImporter, TextImporter } from './importer';
import { jsonInText } from './json-in-text/json-in-text';
import { kneepoint } from './kneepoint/kneepoint';
import { vllmOfflinePrinted } from './vllm-offline/printed';
import { vllmLatency, vllmThroughput } from './vllm-offline/vllm-offline';
import { vllmPrinted } from './vllm-printed/vllm-printed';
import { vllmPytorch } from './vllm-pytorch/vllm-pytorch';
import { vllmServe } from './vllm-serve/vllm-serve';
import { sweepTable } from './vllm-sweep/sweep-table';
import { containerLog } from './wrapped-output/container-log';
import { wrappedOutput } from './wrapped-output/wrapped-output';
import { wrappedRecord } from './wrapped-output/wrapped-record';

/** Formats of JSON records that stand for themselves. */
const plainRecords: readonly RecordImporter[] = [kneepoint, vllmServe, vllmThroughput, vllmLatency, vllmPytorch];

/** Every format of JSON records we read, in the order of recognition: the first that knows a record reads it. */
export const recordImporters: readonly RecordImporter[] = [
  ...plainRecords,
  containerLog,
  wrappedOutput,
  wrappedRecord(plainRecords),
];

/** Every format we read out of plain text. All see every line; each finds its own. */
export const textImporters: readonly TextImporter[] = [
  vllmPrinted,
  vllmOfflinePrinted,
  sweepTable,
  jsonInText(recordImporters),
];

/** What all of them read, for people: the noun phrase of what was expected where nothing of it was found. */
export const readable = "a result of vLLM's benchmarks, saved or printed, or an export of Kneepoint";
