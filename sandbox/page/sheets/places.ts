export type Place = { name: string; address: string; latitude: number; longitude: number }

/** Where somebody might be. */
export const places: readonly Place[] = [
  { name: 'Kız Kulesi', address: 'Salacak, Üsküdar, İstanbul', latitude: 41.02112, longitude: 29.00411 },
  {
    name: 'Galata Kulesi',
    address: 'Bereketzade, Beyoğlu, İstanbul',
    latitude: 41.02564,
    longitude: 28.97417,
  },
  { name: 'Anıtkabir', address: 'Çankaya, Ankara', latitude: 39.92506, longitude: 32.83687 },
  { name: 'Saat Kulesi', address: 'Konak, İzmir', latitude: 38.41893, longitude: 27.12872 },
  { name: 'Trafalgar Square', address: 'London WC2N 5DN', latitude: 51.50803, longitude: -0.12807 },
]
