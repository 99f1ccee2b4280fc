'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followRevision } from '@/lib/api/events';

/** Keeps every page in step with the database while it is open. */
export function RevisionFollower() {
  const queryClient = useQueryClient();
  useEffect(() => followRevision(queryClient), [queryClient]);
  return null;
}
