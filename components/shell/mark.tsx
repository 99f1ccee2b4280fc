/** Kneepoint's sign: a frontier of steps and the point at its knee. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 18 18" fill="none" aria-hidden="true" focusable="false">
      <path
        d="M2 2v5.5h6.5v5.5H16v3"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={8.5} cy={7.5} r={2.75} fill="var(--accent)" stroke="var(--page)" strokeWidth={1} />
    </svg>
  );
}
