/** What a browser without a session sees: why it may not come in, and how it may. Both languages, for none is known yet. */

const STYLE =
  'body{font:18px/1.6 system-ui,sans-serif;max-width:36rem;margin:20vh auto;padding:0 1rem;color-scheme:light dark}';

function page(head: string, body: string): string {
  return `<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mendian</title>
<style>${STYLE}</style>${head}</head><body><main>${body}</main></body></html>`;
}

/** Gives the page; `usedLink` when the browser came by a link that no longer works. */
export function signInPage(usedLink: boolean): string {
  const zh = usedLink ? '这个网址已经用过或已失效。' : '您尚未登录。';
  const en = usedLink ? 'This link has been used already, or is too old.' : 'You are not signed in.';
  return page(
    '',
    `<p lang="zh-CN">${zh}请打开服务启动时打印的网址（只能使用一次）；在运行服务的终端按回车键可打印新的网址。</p>
<p lang="en">${en} Open the address that the hub printed when it started (it works once); press Enter in its terminal for a new one.</p>`,
  );
}

/**
 * A browser keeps the session to itself when another site's link opens this one. Asked again from here, it is our own
 * page that asks, and it shows the session.
 */
export function askAgainPage(): string {
  return page('<meta http-equiv="refresh" content="0">', '<p>Mendian…</p>');
}
