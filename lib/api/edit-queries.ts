import { infiniteQueryOptions, mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { DeletionRequest, EditRequest, ReimportRequest, SelectionWire } from './edit-contracts';
import { api, isWorthRetrying, refreshStored, stored } from './queries';

/** History, page by page: of everything, or of one measurement field by field. */
export const changesQuery = (measurement: string | null) =>
  infiniteQueryOptions({
    queryKey: [...stored, 'changes', measurement],
    queryFn: ({ signal, pageParam }) =>
      api.changes(
        {
          ...(measurement === null ? {} : { measurement }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: Infinity,
    retry: isWorthRetrying,
  });

/** How much is in the bin. */
export const binQuery = () =>
  queryOptions({
    queryKey: [...stored, 'bin'],
    queryFn: ({ signal }) => api.bin(signal),
    staleTime: Infinity,
    retry: isWorthRetrying,
  });

/** Imports of which anything is stored. */
export const importsQuery = () =>
  queryOptions({
    queryKey: [...stored, 'imports'],
    queryFn: ({ signal }) => api.imports(signal),
    staleTime: Infinity,
    retry: isWorthRetrying,
  });

/** What reading stored files again would change; asked anew whenever stored data changes. */
export const reimportPreviewQuery = (of: SelectionWire) =>
  queryOptions({
    queryKey: [...stored, 'reimport', of],
    queryFn: ({ signal }) => api.previewReimport(of, signal),
    staleTime: Infinity,
    retry: isWorthRetrying,
  });

/** Whatever came of it, what is stored may be another than what is shown: a stale edit is refused. */
const thenRefresh = (queryClient: QueryClient) => ({ onSettled: () => refreshStored(queryClient) });

/** Sets what a person says on stored measurements. */
export const editMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['measurements', 'edit'],
    mutationFn: (request: EditRequest) => api.editMeasurements(request),
    ...thenRefresh(queryClient),
  });

/** Puts stored measurements into the bin. */
export const deletionMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['measurements', 'delete'],
    mutationFn: (request: DeletionRequest) => api.deleteMeasurements(request),
    ...thenRefresh(queryClient),
  });

/** Takes a change back. */
export const undoMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['changes', 'undo'],
    mutationFn: (id: string) => api.undoChange(id),
    ...thenRefresh(queryClient),
  });

/** Deletes everything in the bin for good. */
export const emptyBinMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['bin', 'empty'],
    mutationFn: () => api.emptyBin(),
    ...thenRefresh(queryClient),
  });

/** Takes over what the importers of today read. */
export const reimportMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['measurements', 'reimport'],
    mutationFn: (request: ReimportRequest) => api.reimport(request),
    ...thenRefresh(queryClient),
  });
