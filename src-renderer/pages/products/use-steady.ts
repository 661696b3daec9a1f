/** Functions that stay the same objects over every rendering, and do what those of the last one do. */
import { useLayoutEffect, useRef, useState } from 'react';

/** Only for what is called by events: while rendering, they are still those of the rendering before. */
export function useSteady<Actions extends object>(actions: Actions): Actions {
  const latest = useRef(actions);
  useLayoutEffect(() => {
    latest.current = actions;
  });
  const [steady] = useState(() => new Proxy(actions, { get: (_first, name) => Reflect.get(latest.current, name) }));
  return steady;
}
