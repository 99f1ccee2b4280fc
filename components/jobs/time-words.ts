/** "2026-11-20 14:03 UTC" from an ISO time. */
export const shortTime = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;
