'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followEvents } from '@/lib/api/events';

/** Keeps every page in step with the database while it is open. */
export function EventFollower() {
  const queryClient = useQueryClient();
  useEffect(() => followEvents(queryClient), [queryClient]);
  return null;
}
