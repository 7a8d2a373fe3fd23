/**
 * A problem that keeps the sandbox from starting, told in one line that says what to do.
 * The command line prints the message alone, without a stack.
 */
export class SandboxError extends Error {
  override readonly name = 'SandboxError'
}
