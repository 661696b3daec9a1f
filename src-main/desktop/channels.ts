/** The names under which the preload and the main process speak. Everything else goes over the engine's port. */
export const CHANNEL = {
  connect: 'mendian:connect',
  port: 'mendian:port',
  pickFiles: 'mendian:pick-files',
  grantDropped: 'mendian:grant-dropped',
} as const;
