import { type Fields, invalid, missing, optionalText, requireFields } from './fields.ts'
import type { Outgoing } from './outgoing.ts'

const requireCoordinate = (value: unknown, path: string, limit: number): void => {
  if (value === undefined || value === null || value === '') throw missing(path)
  const isNumeric = typeof value === 'number' || typeof value === 'string'
  const degrees = isNumeric ? Number(value) : Number.NaN
  if (!Number.isFinite(degrees) || Math.abs(degrees) > limit) {
    throw invalid(path, `must be a number from -${limit} to ${limit}.`)
  }
}

/** Latitude and longitude as numbers or numeric text, for messages and template headers alike. */
export const checkPlace = (place: Fields, path: string): void => {
  requireCoordinate(place['latitude'], `${path}.latitude`, 90)
  requireCoordinate(place['longitude'], `${path}.longitude`, 180)
  optionalText(place['name'], `${path}.name`, 1000)
  optionalText(place['address'], `${path}.address`, 1000)
}

export const checkLocation = (value: unknown): Outgoing => {
  checkPlace(requireFields(value, 'location'), 'location')
  return { type: 'location' }
}
