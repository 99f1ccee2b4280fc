import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { ApiError, createApiClient } from './client';
import type { Alias } from './contracts';
import { uploadImport, type UploadOptions } from './upload';

/** The browser's own client: same origin, signed in by cookie. */
export const api = createApiClient();

/** Keys of everything that changes when the revision does. */
export const stored = ['stored'] as const;

/** A refusal is final; only silence is worth another try. */
export function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < 3 && error instanceof ApiError && (error.code === 'unreachable' || error.code === 'unavailable');
}

/** Every point, aliases applied and checks run. Fresh until the revision moves, see `followEvents`. */
export const pointsQuery = () =>
  queryOptions({
    queryKey: [...stored, 'points'],
    queryFn: ({ signal }) => api.points(signal),
    staleTime: Infinity,
    retry: isWorthRetrying,
  });

/** One measurement with all its fields, provenance and source. */
export const measurementQuery = (id: string) =>
  queryOptions({
    queryKey: [...stored, 'measurement', id],
    queryFn: ({ signal }) => api.measurement(id, signal),
    staleTime: Infinity,
    retry: isWorthRetrying,
  });

/** The aliases, and the names there are to choose from. */
export const aliasesQuery = () =>
  queryOptions({
    queryKey: [...stored, 'aliases'],
    queryFn: ({ signal }) => api.aliases(signal),
    staleTime: Infinity,
    retry: isWorthRetrying,
  });

/** Asks for everything stored anew; also done by `followEvents` when somebody else changed it. */
export const refreshStored = (queryClient: QueryClient) => queryClient.invalidateQueries({ queryKey: stored });

/** Stores what the files hold; see `uploadImport` for the idempotency key. */
export const importMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['import'],
    mutationFn: (options: UploadOptions & { idempotencyKey: string }) => uploadImport(options),
    onSuccess: () => refreshStored(queryClient),
  });

/** Takes an import back: exactly what it added. */
export const undoImportMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['import', 'undo'],
    mutationFn: (id: string) => api.undoImport(id),
    onSuccess: () => refreshStored(queryClient),
  });

/** Adds an alias or changes its target. */
export const putAliasMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['alias', 'put'],
    mutationFn: (alias: Alias) => api.putAlias(alias),
    onSuccess: () => refreshStored(queryClient),
  });

/** Takes an alias away: the name shows as it is again. */
export const deleteAliasMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['alias', 'delete'],
    mutationFn: (alias: Pick<Alias, 'kind' | 'name'>) => api.deleteAlias(alias),
    onSuccess: () => refreshStored(queryClient),
  });

/** Brings Kneepoint's sample data in, or back. */
export const loadSamplesMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['samples', 'load'],
    mutationFn: () => api.loadSamples(),
    onSuccess: () => refreshStored(queryClient),
  });

/** Removes the sample data and nothing else. */
export const removeSamplesMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['samples', 'remove'],
    mutationFn: () => api.removeSamples(),
    onSuccess: () => refreshStored(queryClient),
  });

/** Trades the access token for the session cookie; afterwards reload the page. */
export const signInMutation = () =>
  mutationOptions({ mutationKey: ['sign-in'], mutationFn: (token: string) => api.signIn(token) });
