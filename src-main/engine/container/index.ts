/** The door of the engine's container. */
export { type Container, type ContainerOptions, createContainer } from './container.ts';
export type { Service, ServiceCondition } from './service.ts';
