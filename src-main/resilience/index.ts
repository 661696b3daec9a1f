export type { Attempted, CallSubject, LimitNews, Priority, RemoteCall, RemoteCalls } from './remote-calls.ts';
