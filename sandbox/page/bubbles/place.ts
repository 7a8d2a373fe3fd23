import { html, nothing, svg, type TemplateResult } from 'lit-html'
import type { Content } from '../../phone/shapes.ts'
import { words } from '../words.ts'

/** Numbers between 0 and 1, the same for the same place. */
const drawsOf = (latitude: number, longitude: number): (() => number) => {
  let value = Math.abs(Math.round(latitude * 10_000) * 31 + Math.round(longitude * 10_000)) >>> 0
  return () => {
    value = (value * 1_664_525 + 1_013_904_223) >>> 0
    return value / 2 ** 32
  }
}

const width = 264
const height = 132

/** A map that never was: a river, a park and streets, so that no map has to be asked for. */
const map = (latitude: number, longitude: number): TemplateResult => {
  const draw = drawsOf(latitude, longitude)
  const riverAt = 20 + draw() * 60
  const streets = Array.from({ length: 5 }, (_, index) => {
    const y = 14 + index * 26 + draw() * 12
    return svg`<path class="street" d="M-5 ${y}L${width + 5} ${y + draw() * 24 - 12}" />`
  })
  const crossings = Array.from({ length: 7 }, (_, index) => {
    const x = 10 + index * 40 + draw() * 16
    return svg`<path class="street" d="M${x} -5L${x + draw() * 30 - 15} ${height + 5}" />`
  })
  return html`<svg class="map" viewBox="0 0 ${width} ${height}" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
    <rect class="land" width=${width} height=${height} />
    <rect
      class="park"
      x=${20 + draw() * 150}
      y=${10 + draw() * 60}
      width=${50 + draw() * 40}
      height=${34 + draw() * 20}
      rx="8"
    />
    <path class="water" d="M-10 ${riverAt}C80 ${riverAt - 30} 150 ${riverAt + 60} ${width + 10} ${riverAt + draw() * 40}" />
    ${streets}${crossings}
    <path class="avenue" d="M-5 ${height * 0.72}L${width + 5} ${height * 0.4}" />
    <path class="pin" d="M132 74s17-15.5 17-29a17 17 0 1 0-34 0c0 13.5 17 29 17 29z" />
    <circle class="pin-eye" cx="132" cy="45" r="6.5" />
  </svg>`
}

export const place = (location: Content): TemplateResult => {
  const latitude = Number(location?.latitude)
  const longitude = Number(location?.longitude)
  return html`<div class="place">
    ${map(latitude, longitude)}
    <p class="place-name" dir="auto">${location?.name || words().location}</p>
    ${location?.address ? html`<p class="hint" dir="auto">${location.address}</p>` : nothing}
    <p class="hint code">${latitude.toFixed(5)}, ${longitude.toFixed(5)}</p>
  </div>`
}
