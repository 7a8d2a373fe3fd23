import { type Static, Type } from 'typebox'

/** A place on the map (Desk360 API, "Send WhatsApp Location Message"). */
export const LocationField = Type.Object(
  {
    longitude: Type.Number({ minimum: -180, maximum: 180, examples: [-122.425332] }),
    latitude: Type.Number({ minimum: -90, maximum: 90, examples: [37.758056] }),
    name: Type.Optional(Type.String({ maxLength: 1_000, examples: ['Facebook HQ'] })),
    address: Type.Optional(
      Type.String({ maxLength: 1_000, examples: ['1 Hacker Way, Menlo Park, CA 94025'] }),
    ),
  },
  { description: 'The place.' },
)

/** As the Cloud API takes it. */
export const locationMessage = ({ longitude, latitude, name, address }: Static<typeof LocationField>) => ({
  type: 'location' as const,
  content: { latitude, longitude, name, address },
})
