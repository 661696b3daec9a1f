import { describeWorlds } from './describe-worlds.ts';

describeWorlds({ from: 101, seeds: 100 });
