import { fills } from '@/lib/domain/fills';
import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { measurement } from '@/lib/domain/measurement';
import { problem } from '@/lib/domain/import';
import { point } from '@/lib/domain/point';
import {
  alias,
  aliasesResponse,
  errorBody,
  eventFrame,
  healthResponse,
  importResponse,
  importSettings,
  limits,
  measurementsQuery,
  measurementsResponse,
  pointsResponse,
  previewResponse,
  samplesResponse,
  sessionRequest,
  storedMeasurement,
} from './contracts';
import { importFrame, importFrames, previewFrame, undoneImport } from './import-contracts';
import { importsResponse } from './edit-contracts';
import { editOperations } from './edit-operations';
import { done, json, none, operation, refusal, type Refusal, responses } from './openapi-parts';
import { edit } from '@/lib/domain/edits/edit';
import { jobRequest } from './job-contracts';
import { jobPaths } from './job-openapi';

/** The same line by line while the server works, where `Accept` asks for it. */
const withFrames = ({ description, content }: ReturnType<typeof json>, frame: z.ZodType) => ({
  description,
  content: { ...content, [importFrames]: { schema: frame } },
});

const upload = {
  content: {
    'multipart/form-data': {
      schema: z.object({
        settings: z
          .string()
          .optional()
          .meta({ description: 'JSON of the schema ImportSettings. Sent before the files.' }),
        files: z.array(z.string().meta({ override: { format: 'binary' } })).meta({
          description: 'Result files; each file name is its path inside what was chosen: folders carry facts.',
        }),
      }),
      encoding: { settings: { contentType: 'application/json' } },
    },
  },
};
const uploadRefusals: Refusal[] = [408, 413, 415, 422];
const capsInWords = `At most ${limits.files} files of ${limits.fileBytes} bytes, ${limits.requestBytes} bytes together.`;

const idempotencyKey = z.object({
  'idempotency-key': z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'A resend with the same key is answered as the first one was.' }),
});

const importExample = {
  id: '6a6c29a2-7f4f-4c9b-9c31-8f1a5c0a9d57',
  sweeps: ['4xH100'],
  files: [
    {
      file: '4xH100/llama_tp4.json',
      format: 'vllm-serve',
      created: ['1a6f88d26b8a7092efb54798'],
      existing: [],
      problems: [],
    },
  ],
};

/** The description of API v1, made from the very schemas that check it. `version` is Kneepoint's. */
export function createOpenApiDocument(version: string) {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Kneepoint',
      version,
      description:
        'Benchmark measurements of inference engines. Absent values are null, never 0. Latencies are milliseconds, ' +
        'durations seconds, lengths tokens. The token is in the file `token` of the data folder, or `KNEEPOINT_TOKEN`.',
    },
    security: [{ token: [] }, { session: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'kneepoint-<instance>' },
      },
      schemas: {
        Measurement: measurement,
        StoredMeasurement: storedMeasurement,
        Point: point,
        Problem: problem,
        Error: errorBody,
        Fills: fills,
        ImportSettings: importSettings,
        Alias: alias,
        Edit: edit,
        JobRequest: jobRequest,
      },
    },
    paths: {
      '/api/v1/health': {
        get: operation('Whether it runs, and its database', {
          ...none,
          responses: {
            200: json(healthResponse, 'It does.', { status: 'ok', version }),
            403: refusal(403),
            503: json(healthResponse, 'The database does not answer.'),
          },
        }),
      },
      '/api/v1/session': {
        post: operation('Trade the token for a session cookie', {
          ...none,
          requestBody: { content: { 'application/json': { schema: sessionRequest } } },
          responses: responses({ 204: done }, 413, 415),
        }),
        delete: operation('Sign out', { ...none, responses: responses({ 204: done }) }),
      },
      '/api/v1/imports/preview': {
        post: operation('Read files without storing anything', {
          description: capsInWords,
          requestBody: upload,
          responses: responses(
            { 200: withFrames(json(previewResponse, 'What an import would store.'), previewFrame) },
            ...uploadRefusals,
          ),
        }),
      },
      '/api/v1/imports': {
        get: operation('Imports of which anything is stored, the last one first', {
          responses: responses({ 200: json(importsResponse, 'The last 500.') }),
        }),
        post: operation('Store what files hold', {
          description: `As a whole or not at all; what is stored already stays as it is. ${capsInWords}`,
          requestParams: { header: idempotencyKey },
          requestBody: upload,
          responses: responses(
            { 200: withFrames(json(importResponse, 'What was stored.', importExample), importFrame) },
            409,
            ...uploadRefusals,
          ),
        }),
      },
      '/api/v1/imports/{id}': {
        delete: operation('Take an import back', {
          description: 'Deletes for good exactly the measurements it added, and the files and sweeps only they used.',
          requestParams: { path: z.object({ id: z.string() }) },
          responses: responses({ 200: json(undoneImport, 'How many measurements went.') }, 404),
        }),
      },
      '/api/v1/points': {
        get: operation('Every measurement as the charts see it', {
          description:
            'UNSTABLE: changes with the charts, without notice. Aliases are applied, checks run. Ask with ' +
            '`If-None-Match`: it costs next to nothing while nothing has changed.',
          'x-stability': 'unstable',
          responses: responses({ 200: json(pointsResponse, 'All points.'), 304: { description: 'As before.' } }),
        }),
      },
      '/api/v1/measurements': {
        get: operation('Measurements, the last imported first', {
          requestParams: { query: measurementsQuery },
          responses: responses({ 200: json(measurementsResponse, 'A page, and the cursor of the next.') }),
        }),
      },
      '/api/v1/measurements/{id}': {
        get: operation('One measurement with everything known of it', {
          requestParams: { path: z.object({ id: z.string() }) },
          responses: responses({ 200: json(storedMeasurement, 'The measurement.') }, 404),
        }),
      },
      ...editOperations,
      '/api/v1/artifacts/{sha256}': {
        get: operation('An imported file, byte for byte', {
          requestParams: { path: z.object({ sha256: z.string() }) },
          responses: responses(
            { 200: { description: 'The bytes.', content: { 'application/octet-stream': { schema: z.string() } } } },
            404,
          ),
        }),
      },
      '/api/v1/aliases': {
        get: operation('Aliases of models and GPUs, and the names in use', {
          responses: responses({ 200: json(aliasesResponse, 'All of them.') }),
        }),
        put: operation('Add an alias or change its target', {
          requestBody: { content: { 'application/json': { schema: alias } } },
          responses: responses({ 204: done }, 413, 415),
        }),
        delete: operation('Take an alias away', {
          requestParams: { query: alias.pick({ kind: true, name: true }) },
          responses: responses({ 204: done }),
        }),
      },
      '/api/v1/samples': {
        post: operation('Bring the sample data in, or back', {
          responses: responses({ 200: json(samplesResponse, 'How many measurements came in.') }),
        }),
        delete: operation('Remove the sample data and nothing else', {
          responses: responses({ 200: json(samplesResponse, 'How many measurements went.') }),
        }),
      },
      ...jobPaths(responses, idempotencyKey),
      '/api/v1/events': {
        get: operation('Told when stored data or jobs change', {
          description:
            'Server-sent events. Each `data` is JSON of the schema given here; comments keep the line open. It begins ' +
            'with how things stand; with `Last-Event-ID` with what changed since.',
          requestParams: { header: z.object({ 'last-event-id': z.string().optional() }) },
          responses: responses({
            200: { description: 'The stream.', content: { 'text/event-stream': { schema: eventFrame } } },
          }),
        }),
      },
      '/api/v1/openapi.json': {
        get: operation('This document', { responses: responses({ 200: { description: 'OpenAPI 3.1.' } }) }),
      },
    },
  });
}
