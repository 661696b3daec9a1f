/** Ports that nobody listens on, below those that the system hands out by itself. */
import { createServer } from 'node:net';

const LOWEST = 16_000;
const HIGHEST = 22_000;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Gives a port that is free, and whose neighbour 10,000 above is free too: a Cluster's nodes talk there. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if ((await isFree(port)) && (await isFree(port + 10_000))) return port;
  }
  throw new Error('no free port found');
}
