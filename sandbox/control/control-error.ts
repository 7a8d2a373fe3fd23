/** A call to `/_sandbox` that cannot be done as asked: a 4xx with words that say what to change. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly status: number

  constructor(message: string, status = 400) {
    super(message)
    this.status = status
  }
}
