import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { makeQueryClient } from '../client/queries.ts';
import { styleNonce } from '../client/style-nonce.ts';
import { GuidanceContext } from '../parts/guidance.tsx';
import { LiveRegion } from '../ui/announce.tsx';
import { useFocusKept } from '../ui/keep-focus.ts';
import { theme } from '../ui/theme.ts';
import { guidance } from './guidance.ts';
import { SessionGate } from './session-gate.tsx';

/** The whole window. */
export function App() {
  const [client] = useState(makeQueryClient);
  useFocusKept();
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <QueryClientProvider client={client}>
        <GuidanceContext value={guidance}>
          <Notifications position="bottom-right" limit={3} />
          <LiveRegion />
          <SessionGate />
        </GuidanceContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}
