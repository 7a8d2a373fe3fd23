import { validationError } from '../error.ts'

/** Has a name that is taken (23505, unique_violation) told as a 422 of its field. */
export const refuseTakenName = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if ((error as { code?: unknown }).code !== '23505') throw error
    throw validationError({ name: ['The name field must be one that is not taken yet.'] })
  }
}
