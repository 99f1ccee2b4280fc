'use client';

import { useQuery } from '@tanstack/react-query';
import { useDebounced } from '@/components/ui/use-debounced';
import type { DryRunResponse, JobRequest } from '@/lib/api/job-contracts';
import { previewJobQuery } from '@/lib/api/job-queries';

export interface LaunchPreview {
  /** What the server worked out; of the request before, while `isBehind`. */
  data: DryRunResponse | undefined;
  error: Error | null;
  /** It is not yet about what the form says now. */
  isBehind: boolean;
  retry: () => void;
}

/** The plan the server makes of a request, a moment after typing has stopped. `text` identifies the request. */
export function usePreview(request: JobRequest | null): LaunchPreview {
  const text = request === null ? null : JSON.stringify(request);
  const settled = useDebounced(text, 300);
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery({
    ...previewJobQuery(settled === null ? ({} as JobRequest) : (JSON.parse(settled) as JobRequest)),
    enabled: settled !== null,
  });
  return {
    data: settled === null ? undefined : data,
    error: settled === null ? null : error,
    isBehind: settled !== text || isPlaceholderData || (data === undefined && isFetching),
    retry: () => void refetch(),
  };
}
