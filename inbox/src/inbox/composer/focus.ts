let field: HTMLTextAreaElement | null = null

export const setComposer = (element: HTMLTextAreaElement | null): void => {
  field = element
}

/** Where the chat has a field to write into; false where it has none. */
export const focusComposer = (): boolean => {
  // What opens it may have been asked for by a key or a menu that has the focus until it is done.
  requestAnimationFrame(() => field?.focus())
  return field !== null
}
