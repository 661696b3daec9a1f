/** The environment that the hub is started with from a checkout. */

/**
 * Gives the environment with what has to be set before a process starts. glibc keeps free memory apart for every few
 * threads; two heaps for all of them take 15 MB less at the peak of an import, and no more time. Other systems ignore it.
 */
export function hubEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, MALLOC_ARENA_MAX: env.MALLOC_ARENA_MAX ?? '2' };
}
