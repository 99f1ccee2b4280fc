import { openWithLink } from '@/lib/server/auth/open-with-link';

export const GET = openWithLink;
