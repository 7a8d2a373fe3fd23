/** A time as the answers of /v1 write it: UTC with six decimals, of which the clock gives three (Desk360 API). */
export const formatTimestamp = (at: Date): string => at.toISOString().replace('Z', '000Z')
