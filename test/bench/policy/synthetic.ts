/** The traces that policies are compared on, made from a seed. They are kinds of request seen in shops, on the web, in databases and in programs. */
import { generator } from './random.ts';
import * as shape from './shapes.ts';
import { type Trace, traceOf } from './trace.ts';

const FAR = 500_000_000;

/** `length`: about how many requests each has. */
export function syntheticTraces(length: number): Trace[] {
  let seed = 1;
  const random = () => generator(seed++);
  const trace = (name: string, requests: Iterable<number>, bytesOf: ((key: number) => number) | null = null) =>
    traceOf(name, requests, bytesOf);
  const part = (share: number) => Math.round(length * share);
  return [
    ...[0.6, 0.8, 1, 1.2].map((alpha) => trace(`zipf ${alpha}`, shape.popular(length, 20_000, alpha, random()))),
    trace('loop', shape.looping(length, 2_000)),
    trace('loops of many lengths', shape.loops(length, [150, 400, 900, 1_400, 3_000], random())),
    trace(
      'scan through zipf',
      shape.between(shape.popular(length, 8_000, 0.9, random()), shape.looping(length, FAR, FAR), 500, 500),
    ),
    trace(
      'long scans through zipf',
      shape.between(shape.popular(length, 5_000, 0.8, random()), shape.looping(length, FAR, FAR), 10_000, 8_000),
    ),
    trace(
      'loop under zipf',
      shape.woven(
        [
          [1, shape.popular(length, 5_000, 0.9, random())],
          [1, shape.looping(length, 1_500, FAR)],
        ],
        random(),
      ),
    ),
    trace('shifting zipf', shape.shifting(length, 20_000, 1, part(1 / 12), random())),
    trace('shifting zipf, small', shape.shifting(length, 1_000, 0.9, part(1 / 30), random())),
    trace('drifting zipf', shape.drifting(length, 5_000, 1, 20, random())),
    trace('passing keys', shape.passing(length, 3, 900, random())),
    trace('passing keys, close', shape.passing(length, 4, 60, random())),
    trace('recent', shape.recent(length, 4_000, 1.1, 0.02, random())),
    trace('recent, wide', shape.recent(length, 6_000, 0.7, 0.05, random())),
    trace(
      'two pools',
      shape.woven(
        [
          [1, shape.popular(length, 120, 0, random())],
          [1, shape.popular(length, 10_000, 0, random(), FAR)],
        ],
        random(),
      ),
    ),
    trace('addresses', shape.addresses(length, random())),
    trace(
      'phases',
      shape.oneAfterAnother(
        shape.popular(part(0.2), 5_000, 0.9, random()),
        shape.looping(part(0.2), 1_200, FAR),
        shape.passing(part(0.2), 3, 400, random(), 2 * FAR),
        shape.recent(part(0.2), 3_000, 1, 0.03, random(), 3 * FAR),
        shape.popular(part(0.2), 5_000, 0.9, random()),
      ),
    ),
    trace('phases, short', phases(length, part(1 / 40), random())),
    trace(
      'recent with scans',
      shape.between(shape.recent(length, 2_000, 1, 0.02, random()), shape.looping(length, FAR, FAR), 3_000, 1_500),
    ),
    trace(
      'popular and passing',
      shape.woven(
        [
          [1, shape.popular(length, 4_000, 0.9, random())],
          [1, shape.passing(length, 2.5, 300, random(), FAR)],
        ],
        random(),
      ),
    ),
    trace('shop', shape.shopDays(Math.max(2, part(1 / 30_000)), 100, random())),
    trace('zipf, sizes', shape.popular(length, 20_000, 0.9, random()), sizes(1, 30_000, 1.6)),
    trace(
      'scan through zipf, sizes',
      shape.between(shape.popular(length, 8_000, 0.9, random()), shape.looping(length, FAR, FAR), 500, 500),
      sizes(2, 30_000, 2),
    ),
    trace('recent, sizes', shape.recent(length, 4_000, 1.1, 0.02, random()), sizes(3, 30_000, 1.6)),
    trace('shop, sizes', shape.shopDays(Math.max(2, part(1 / 30_000)), 100, random()), sizes(4, 20_000, 2)),
  ];
}

/** Short phases that go from popularity over a loop to keys that pass by, ever the same three sets of keys. */
function* phases(length: number, phase: number, random: () => number): Generator<number> {
  let given = 0;
  for (let turn = 0; given < length; turn++, given += phase) {
    if (turn % 3 === 0) yield* shape.popular(phase, 3_000, 0.9, random);
    else if (turn % 3 === 1) yield* shape.looping(phase, 700, FAR);
    else yield* shape.passing(phase, 3, 200, random, 2 * FAR + turn * phase);
  }
}

/** Bytes by key: log-normal around a median, as files and answers are; between 100 bytes and 10 MB. */
function sizes(seed: number, median: number, spread: number): (key: number) => number {
  return (key) => {
    const random = generator(seed * 1_000_003 + key);
    random();
    const normal = Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random());
    return Math.round(Math.min(10_000_000, Math.max(100, median * Math.exp(spread * normal))));
  };
}
