// A QR code as one path. Dark on light in both themes: cameras read it so.
import { encode } from 'uqr'

const QUIET = 4

export function Qr({ words, label }: { words: string; label: string }) {
  const { data, size } = encode(words, { ecc: 'M', border: QUIET })
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges" width="100%">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
