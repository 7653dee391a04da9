import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { usePreferencesOf } from '../parts/preferences.ts';
import { useSession } from '../parts/session.ts';
import { usePresence } from './auto-lock.ts';
import { makeRouter } from './routes.tsx';

/** The window of an unlocked library. It is made afresh for each session, so nothing outlives a lock. */
export function Frame({ onLocked }: { readonly onLocked: () => void }) {
  const [router] = useState(makeRouter);
  usePresence(onLocked);
  usePreferencesOf(useSession().user.id);
  return <RouterProvider router={router} />;
}
