import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { createClient } from './api/client.ts'
import { Toasts } from './components/toasts.tsx'
import { findNonce } from './nonce.ts'
import { createAppRouter } from './router.tsx'
import { watchSession } from './session/session.ts'
import { theme } from './theme.ts'

export const App = () => {
  const [{ client, router }] = useState(() => {
    const client = createClient()
    const router = createAppRouter(client)
    watchSession(client, router)
    return { client, router }
  })
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={findNonce}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  )
}
