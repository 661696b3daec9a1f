/** Sync with platforms and the head office. */
import type { Areas } from './area.ts';
import type { Implementer } from './implementer.ts';

export function syncRouter(api: Implementer, area: Areas['sync']) {
  const { sync } = api;
  return sync.router({
    status: sync.status.handler(({ input, signal }) => area.status(input, { signal })),
    follow: sync.follow.handler(({ input, signal }) => area.follow(input, { signal })),
    now: sync.now.handler(({ input, signal }) => area.now(input, { signal })),
    pause: sync.pause.handler(({ input, signal }) => area.pause(input, { signal })),
    log: sync.log.handler(({ input, signal }) => area.log(input, { signal })),
    timeline: sync.timeline.handler(({ input, signal }) => area.timeline(input, { signal })),
    changes: sync.changes.handler(({ input, signal }) => area.changes(input, { signal })),
    retry: sync.retry.handler(({ input, signal }) => area.retry(input, { signal })),
    giveUp: sync.giveUp.handler(({ input, signal }) => area.giveUp(input, { signal })),
    amend: sync.amend.handler(({ input, signal }) => area.amend(input, { signal })),
    conflicts: sync.conflicts.handler(({ input, signal }) => area.conflicts(input, { signal })),
    resolve: sync.resolve.handler(({ input, signal }) => area.resolve(input, { signal })),
    undoResolution: sync.undoResolution.handler(({ input, signal }) => area.undoResolution(input, { signal })),
    answerFailSafe: sync.answerFailSafe.handler(({ input, signal }) => area.answerFailSafe(input, { signal })),
    platforms: sync.platforms.handler(({ input, signal }) => area.platforms(input, { signal })),
    testConnection: sync.testConnection.handler(({ input, signal }) => area.testConnection(input, { signal })),
    connect: sync.connect.handler(({ input, signal }) => area.connect(input, { signal })),
    updateShop: sync.updateShop.handler(({ input, signal }) => area.updateShop(input, { signal })),
    disconnect: sync.disconnect.handler(({ input, signal }) => area.disconnect(input, { signal })),
    policies: sync.policies.handler(({ input, signal }) => area.policies(input, { signal })),
    setPolicies: sync.setPolicies.handler(({ input, signal }) => area.setPolicies(input, { signal })),
    topUp: sync.topUp.handler(({ input, signal }) => area.topUp(input, { signal })),
    quotaLedger: sync.quotaLedger.handler(({ input, signal }) => area.quotaLedger(input, { signal })),
    editOrder: sync.editOrder.handler(({ input, signal }) => area.editOrder(input, { signal })),
  });
}
