import { html, svg, type TemplateResult } from 'lit-html'

/** Strokes of 24 × 24 points. */
const strokes = {
  add: 'M12 5v14M5 12h14',
  answer: 'M9 7 4 12l5 5M4 12h9a7 7 0 0 1 7 7',
  arrowDown: 'M12 5v14M6 13l6 6 6-6',
  audio:
    'M9 18V6l11-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM20 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  back: 'M15 5l-7 7 7 7',
  call: 'M6.5 4h3l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2A16 16 0 0 1 4.5 6.2 2 2 0 0 1 6.5 4z',
  cart: 'M3 4h2.5l2.2 11h9.8l2-8H6.6M9.5 19.5h.01M16.5 19.5h.01',
  check: 'M5 12.5l4.5 4.5L19 7',
  clock: 'M12 7.5V12l3 2M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18z',
  close: 'M6 6l12 12M18 6L6 18',
  contact: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  deleted: 'M5.6 5.6l12.8 12.8M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18z',
  document: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  edit: 'M4 20l1-4L16.5 4.5l3 3L8 19zM14 7l3 3',
  face: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM8.5 14.5a4.2 4.2 0 0 0 7 0M9 9.5h.01M15 9.5h.01',
  flow: 'M5 4h14v16H5zM9 9h6M9 13h6M9 17h3',
  form: 'M5 4h14v16H5zM8.5 12l2.5 2.5 4.5-5',
  forwarded: 'M14 6l6 6-6 6M20 12h-9a7 7 0 0 0-7 7',
  link: 'M14 5h5v5M19 5l-8 8M10 6H5v13h13v-5',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  microphone:
    'M12 14.5a3 3 0 0 0 3-3V6a3 3 0 1 0-6 0v5.5a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21M9 21h6',
  more: 'M12 5.3a.7.7 0 1 1 0 1.4.7.7 0 0 1 0-1.4zM12 11.3a.7.7 0 1 1 0 1.4.7.7 0 0 1 0-1.4zM12 17.3a.7.7 0 1 1 0 1.4.7.7 0 0 1 0-1.4z',
  pause: 'M8 5v14M16 5v14',
  photo: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 16M15.5 9h.01',
  place:
    'M12 21s6.5-5.6 6.5-11a6.5 6.5 0 1 0-13 0c0 5.4 6.5 11 6.5 11zM12 12a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  play: 'M8 5l11 7-11 7z',
  plug: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4',
  search: 'M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM15.5 15.5L20 20',
  send: 'M4 12l16-7-5 15-3.5-6.5zM11.5 13.5L20 5',
  shield: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 11.5l2.2 2.2L15.5 9.5',
  sticker: 'M5 4h14v9l-6 7H5zM13 20v-7h6',
  stop: 'M7 7h10v10H7z',
  video: 'M4 6h11v12H4zM15 10.5l5-3v9l-5-3',
  warning: 'M12 4l9 16H3zM12 10v4.5M12 17.5h.01',
} as const

export type IconName = keyof typeof strokes

/** A drawing beside words that say the same. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${strokes[name]} />`}</svg>`
