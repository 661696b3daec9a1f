/** The door of the engine's events. */
export { createEventBus, type EventBus } from './event-bus.ts';
