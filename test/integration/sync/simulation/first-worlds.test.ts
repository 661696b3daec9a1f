import { describeWorlds } from './describe-worlds.ts';

describeWorlds({ from: 1, seeds: 100 });
