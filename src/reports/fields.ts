import { Type } from 'typebox'

/** What all reports over a time can be asked. */
export const ReportQuery = Type.Object({
  from: Type.Optional(
    Type.String({
      description: 'From this time or day on (ISO 8601); by default 30 days before `to`.',
      examples: ['2026-01-01'],
    }),
  ),
  to: Type.Optional(
    Type.String({ description: 'Up to this time, or to the end of this day; by default now.' }),
  ),
  timezone: Type.Optional(
    Type.String({
      description: 'By which days and hours are told; by default UTC.',
      examples: ['Europe/Istanbul'],
    }),
  ),
  integration_id: Type.Optional(Type.Integer({ description: 'Only of this integration.' })),
})

/** Seconds on average; null where nothing is to be averaged. */
export const Seconds = (description: string) =>
  Type.Union([Type.Number(), Type.Null()], { description, examples: [84] })
