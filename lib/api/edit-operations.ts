import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import {
  binResponse,
  changesQuery,
  changesResponse,
  deletionRequest,
  editRequest,
  emptiedBin,
  reimportPreviewRequest,
  reimportPreviewResponse,
  reimportRequest,
  writtenChange,
} from './edit-contracts';
import { json, operation, responses } from './openapi-parts';

/** What can be done to stored measurements afterwards. */
export const editOperations: ZodOpenApiPathsObject = {
  '/api/v1/measurements/edits': {
    post: operation('Set what a person says on stored measurements', {
      description:
        "As a whole or not at all. The record's own values stay beside what is set, under `byHand`; derived numbers " +
        'follow. 409 where one of them changed after the revision in `basedOn`.',
      requestBody: { content: { 'application/json': { schema: editRequest } } },
      responses: responses({ 200: json(writtenChange, 'What was changed.') }, 404, 409, 413, 415, 422),
    }),
  },
  '/api/v1/measurements/deletions': {
    post: operation('Put stored measurements into the bin', {
      description: 'They show nowhere, and come back by undoing the change until the bin is swept.',
      requestBody: { content: { 'application/json': { schema: deletionRequest } } },
      responses: responses({ 200: json(writtenChange, 'What was deleted.') }, 404, 409, 413, 415),
    }),
  },
  '/api/v1/changes': {
    get: operation('History: what was done to stored measurements, the last change first', {
      description: 'Of everything, or of one measurement field by field.',
      requestParams: { query: changesQuery },
      responses: responses({ 200: json(changesResponse, 'A page, and the cursor of the next.') }),
    }),
  },
  '/api/v1/changes/{id}/undo': {
    post: operation('Take a change back', {
      description: 'An undo is a change as well. 409 where a field was changed again since.',
      requestParams: { path: z.object({ id: z.string() }) },
      responses: responses({ 200: json(writtenChange, 'What was changed.') }, 404, 409),
    }),
  },
  '/api/v1/bin': {
    get: operation('How much is in the bin, and how long it stays there', {
      responses: responses({ 200: json(binResponse, 'The bin.') }),
    }),
    delete: operation('Delete everything in the bin for good', {
      responses: responses({ 200: json(emptiedBin, 'How many measurements went.') }),
    }),
  },
  '/api/v1/reimports/preview': {
    post: operation('Read stored files again without storing anything', {
      description: 'Which fields the importers of today read otherwise. What is set by hand stays whatever is read.',
      requestBody: { content: { 'application/json': { schema: reimportPreviewRequest } } },
      responses: responses({ 200: json(reimportPreviewResponse, 'What would change.') }, 404, 413, 415),
    }),
  },
  '/api/v1/reimports': {
    post: operation('Take over what the importers of today read', {
      requestBody: { content: { 'application/json': { schema: reimportRequest } } },
      responses: responses({ 200: json(writtenChange, 'What was changed.') }, 404, 409, 413, 415),
    }),
  },
};
