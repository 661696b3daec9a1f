/** Follows the engine's events for as long as the window is open. */
import { useEffect } from 'react';
import { type Connection, followEvents } from '../api/index.ts';
import { useWindowStore } from '../state/index.ts';

export function LiveUpdates({ connection }: { connection: Connection }) {
  const store = useWindowStore();
  useEffect(() => {
    const stop = new AbortController();
    void followEvents(
      connection,
      {
        onLink: (link) => store.setState({ link }),
        // All is well again: also the settings file is.
        onHealth: (health) => store.setState(health === 'healthy' ? { health, configRefused: null } : { health }),
        onConfigRefused: (message) => store.setState({ configRefused: message }),
      },
      stop.signal,
    );
    return () => stop.abort();
  }, [connection, store]);
  return null;
}
