/** A key nobody else makes; `crypto.randomUUID` is missing where the page came over plain http from another host. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
