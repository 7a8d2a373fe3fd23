/** The nonce of this page, which lets its own style elements pass its policy (src/web/headers.ts). */
export const findNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
