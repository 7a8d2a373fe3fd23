/** After the drawing that is due. */
export const focusComposer = (): void => {
  setTimeout(() => {
    const field = document.getElementById('composer') as HTMLTextAreaElement | null
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
  })
}
