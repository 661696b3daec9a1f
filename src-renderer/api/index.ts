export { type Api, ApiProvider, type Connection, createConnection, useApi, useClient } from './api.tsx';
export { askAgain } from './ask-again.ts';
export { type Client, connect } from './connect.ts';
export { desktopBridge } from './desktop-port.ts';
export { type Failure, toFailure } from './failure.ts';
export { followStream } from './follow-stream.ts';
export { followEvents, type LinkState } from './live-events.ts';
export { createPutNewest } from './put-newest.ts';
