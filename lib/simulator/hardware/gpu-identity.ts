/** The UUID of a simulated GPU: stable, and visibly made up. */
export function gpuUuid(index: number): string {
  return `GPU-51a7e000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}
