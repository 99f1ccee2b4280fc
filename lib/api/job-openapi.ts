import { z } from 'zod';
import type { ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import {
  cloneResponse,
  createdJob,
  createJobQuery,
  dryRunResponse,
  deletedJob,
  jobDetail,
  jobRequest,
  jobsQuery,
  jobsResponse,
  jobSummary,
  logPage,
  logQuery,
  targetsResponse,
} from './job-contracts';

/** What a script sends to sweep TP1 to TP8 on the simulator. */
const requestExample = {
  name: 'Llama 3.1 70B, TP sweep',
  target: 'local-simulator',
  deployment: {
    source: 'started',
    model: 'meta-llama/Llama-3.1-70B-Instruct',
    grid: { tp: [1, 2, 4, 8] },
    flags: [{ name: 'max-model-len', value: '8k' }],
  },
  workloads: [{ kind: 'preset', preset: '1k/1k' }],
  loads: { mode: 'list', knob: 'concurrency', values: [1, 4, 16, 64] },
};

const json = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } });
const text = (description: string) => ({ description, content: { 'text/plain': { schema: z.string() } } });

/** Refusals besides those every operation has. */
type Also = 404 | 409 | 413 | 415 | 422;
type Responses = (ok: ZodOpenApiResponsesObject, ...also: Also[]) => ZodOpenApiResponsesObject;

const path = z.object({ id: z.string().meta({ description: 'Id of the job.' }) });

/** The operations about targets and jobs. `responses` adds the refusals that every operation has. */
export function jobPaths(responses: Responses, idempotencyKey: z.ZodObject): ZodOpenApiPathsObject {
  return {
    '/api/v1/targets': {
      get: {
        summary: 'Where jobs can run, and their queues',
        responses: responses({ 200: json(targetsResponse, 'All targets.') }),
      },
    },
    '/api/v1/jobs': {
      get: {
        summary: 'Jobs, the last made first',
        requestParams: { query: jobsQuery },
        responses: responses({ 200: json(jobsResponse, 'A page, and the cursor of the next.') }),
      },
      post: {
        summary: 'Launch a sweep, or see what it would be',
        description:
          'With `dryRun=true` nothing is made: the answer is the plan with the GPUs, runs and hours it needs, what ' +
          'stands against each deployment, and the exact script. Without, the job is queued on its target; poll its ' +
          'address, or listen to `/api/v1/events`. Example: `curl -H "Authorization: Bearer $TOKEN" -H ' +
          '"Content-Type: application/json" -H "Idempotency-Key: tp-sweep-1" -d @request.json http://127.0.0.1:3000/api/v1/jobs`.',
        requestParams: { query: createJobQuery, header: idempotencyKey },
        requestBody: { content: { 'application/json': { schema: jobRequest, example: requestExample } } },
        responses: responses(
          {
            200: json(dryRunResponse, 'What the job would be (`dryRun=true`).'),
            202: json(createdJob, 'The job is queued; `Location` is its address.'),
          },
          404,
          409,
          413,
          415,
          422,
        ),
      },
    },
    '/api/v1/jobs/{id}': {
      get: {
        summary: 'One job with its attempts and loads',
        requestParams: { path },
        responses: responses({ 200: json(jobDetail, 'The job.') }, 404),
      },
      delete: {
        summary: 'Delete a job that has ended, with its logs and its folders on the target; what it measured stays',
        requestParams: { path },
        responses: responses({ 200: json(deletedJob, 'It shows nowhere any more.') }, 404, 409),
      },
    },
    '/api/v1/jobs/{id}/cancel': {
      post: {
        summary: 'Ask for a job to be ended; what is measured stays',
        requestParams: { path },
        responses: responses({ 200: json(jobSummary, 'The job; its state says when it has ended.') }, 404),
      },
    },
    '/api/v1/jobs/{id}/retry': {
      post: {
        summary: 'Run what a job has not measured once more',
        requestParams: { path },
        responses: responses({ 200: json(jobSummary, 'The job, queued again.') }, 404, 409, 422),
      },
    },
    '/api/v1/jobs/{id}/log': {
      get: {
        summary: 'A log of a job, from a byte on',
        requestParams: { path, query: logQuery },
        responses: responses(
          {
            200: {
              description: 'A piece of the log; with `format=text` all of it.',
              content: { 'application/json': { schema: logPage }, 'text/plain': { schema: z.string() } },
            },
          },
          404,
        ),
      },
    },
    '/api/v1/jobs/{id}/script': {
      get: {
        summary: 'The shell script a job runs, to read or to run by hand',
        requestParams: { path },
        responses: responses({ 200: text('The script.') }, 404, 422),
      },
    },
    '/api/v1/clone': {
      get: {
        summary: 'A request like that of a job, or for a stored point',
        requestParams: { query: z.object({ job: z.string().optional(), measurement: z.string().optional() }) },
        responses: responses({ 200: json(cloneResponse, 'The request, and what could not be carried over.') }, 404),
      },
    },
  };
}
