/** A start order names every service exactly once, after everything that it requires. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Service } from './service.ts';

/**
 * Gives the services in an order in which they can start; what is independent keeps the order it was given in.
 * @throws AppError SERVICES_MISWIRED when two have one name, one requires what does not exist, or they require each other in a circle.
 */
export function startOrder(services: readonly Service[]): Service[] {
  const byName = new Map<string, Service>();
  for (const service of services) {
    if (byName.has(service.name)) throw miswired(`two services are called ${service.name}`);
    byName.set(service.name, service);
  }
  const ordered: Service[] = [];
  const placed = new Set<string>();

  function place(service: Service, path: readonly string[]): void {
    if (placed.has(service.name)) return;
    if (path.includes(service.name)) {
      const circle = [...path.slice(path.indexOf(service.name)), service.name];
      throw miswired(`services require each other in a circle: ${circle.join(' → ')}`);
    }
    for (const name of service.requires) {
      const required = byName.get(name);
      if (!required) throw miswired(`${service.name} requires ${name}, which does not exist`);
      place(required, [...path, service.name]);
    }
    placed.add(service.name);
    ordered.push(service);
  }

  for (const service of services) place(service, []);
  return ordered;
}

function miswired(problem: string): AppError {
  return new AppError('SERVICES_MISWIRED', { action: 'park', details: { problem } });
}
