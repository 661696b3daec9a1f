import { expect, it } from 'vitest';
import { KNOWN_FACTS, KNOWN_SERVICES } from '../../../src-renderer/pages/system/service-facts.ts';
import { startEngine } from '../api/running-engine.ts';

it('the system page has words for every service of the engine and for what each says of itself', async () => {
  const { engine, cleanUp } = await startEngine();
  try {
    const { services } = engine.health();
    expect(services.map(({ name }) => name).filter((name) => !KNOWN_SERVICES.some((known) => known === name))).toEqual(
      [],
    );
    const facts = services.flatMap((service) => Object.keys(service.facts));
    expect(facts).toContain('schemaVersion');
    expect(facts.filter((name) => !KNOWN_FACTS.some((known) => known === name))).toEqual([]);
  } finally {
    await cleanUp();
  }
});
