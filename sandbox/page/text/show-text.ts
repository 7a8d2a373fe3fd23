import { html, type TemplateResult } from 'lit-html'
import { formatText, type Piece } from './format-text.ts'

const showPiece = (piece: Piece): TemplateResult | string => {
  switch (piece.kind) {
    case 'text':
      return piece.text
    case 'link':
      return html`<a href=${piece.url} target="_blank" rel="noopener noreferrer">${piece.text}</a>`
    case 'mono':
      return html`<code>${piece.text}</code>`
    case 'bold':
      return html`<strong>${piece.pieces.map(showPiece)}</strong>`
    case 'italic':
      return html`<em>${piece.pieces.map(showPiece)}</em>`
    case 'strike':
      return html`<s>${piece.pieces.map(showPiece)}</s>`
  }
}

/** A text with its marks and links. Line ends are kept by the style. */
export const showText = (text: string): (TemplateResult | string)[] => formatText(text).map(showPiece)
