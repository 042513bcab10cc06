// The mark: two roofs over one table, in the colour of the text around it.

export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--brand)" />
      <path d="M6 15.500 12.500 9l4 4M13.500 15.500 19.500 9.500 26 16M8 21.500h16" fill="none" stroke="var(--on-brand)" strokeWidth="2.600" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
