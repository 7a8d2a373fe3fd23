import { encode } from 'uqr'

/** A text for a phone's camera, drawn here: it is a secret that nobody else is to be asked to draw. */
export const QrCode = ({ text, label }: { text: string; label: string }) => {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width={200}
      shapeRendering="crispEdges"
    >
      {/* Light under dark in every scheme: not all cameras read the opposite. */}
      <rect width={size} height={size} fill="#fff" rx={1} />
      <path d={path} fill="#000" />
    </svg>
  )
}
