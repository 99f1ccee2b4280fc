/** Whether the browser came by https, here or to a proxy before us. */
export function isSecure(request: Request): boolean {
  return request.headers.get('x-forwarded-proto') === 'https' || new URL(request.url).protocol === 'https:';
}
