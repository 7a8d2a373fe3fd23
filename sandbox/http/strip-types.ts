import { stripTypeScriptTypes } from 'node:module'

/**
 * TypeScript as a browser runs it. Node calls the function that it starts this very program with experimental,
 * and says so on the terminal; the version of Node is pinned, so nobody needs to hear it.
 */
export const stripTypes = (source: string): string => {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(source)
  } finally {
    process.emitWarning = emitWarning
  }
}
