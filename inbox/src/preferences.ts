import { useSyncExternalStore } from 'react'

/** What somebody has chosen for this browser. */
export type Preferences = {
  sound: boolean
  title: boolean
  desktop: boolean
  enterSends: boolean
  showCustomer: boolean
  hideFirstMinutes: boolean
}

const KEY = 'masa.preferences'
const DEFAULTS: Preferences = {
  sound: true,
  title: true,
  desktop: false,
  enterSends: true,
  showCustomer: true,
  hideFirstMinutes: false,
}

const read = (): Preferences => {
  try {
    return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') }
  } catch {
    return DEFAULTS
  }
}

let current = read()
const listeners = new Set<() => void>()

export const readPreferences = (): Preferences => current

export const setPreference = <Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void => {
  current = { ...current, [name]: value }
  localStorage.setItem(KEY, JSON.stringify(current))
  for (const listener of listeners) listener()
}

export const usePreferences = (): Preferences =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, readPreferences)
