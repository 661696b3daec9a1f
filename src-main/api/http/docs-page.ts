/** The API's documentation as one page without a script: it is made here, from the OpenAPI document alone. */
import type { OpenAPI } from '@orpc/openapi';

type Operation = OpenAPI.OperationObject;
interface Entry {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Gives a text that may stand in HTML, also inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function entriesOf(document: OpenAPI.Document): Map<string, Entry[]> {
  const byTag = new Map<string, Entry[]>();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item?.[method];
      if (!operation) continue;
      const tag = operation.tags?.[0] ?? 'Other';
      byTag.set(tag, [...(byTag.get(tag) ?? []), { method: method.toUpperCase(), path, operation }]);
    }
  }
  return byTag;
}

function schemaBlock(title: string, schema: unknown): string {
  if (schema === undefined) return '';
  return `<details><summary>${title}</summary><pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre></details>`;
}

function contentSchema(content: unknown): unknown {
  if (typeof content !== 'object' || content === null) return undefined;
  const first: unknown = Object.values(content)[0];
  return typeof first === 'object' && first !== null && 'schema' in first ? first.schema : undefined;
}

function entryHtml({ method, path, operation }: Entry): string {
  const { parameters, requestBody, responses } = operation;
  const body = requestBody && 'content' in requestBody ? contentSchema(requestBody.content) : undefined;
  const answer = responses?.['200'];
  const output = answer && 'content' in answer ? contentSchema(answer.content) : undefined;
  const prefix = operation.servers ? '' : '/api';
  return `<section><h3><b>${method}</b> <code>${escapeHtml(prefix + path)}</code></h3>
<p>${escapeHtml(operation.summary ?? '')}</p>
${schemaBlock('Parameters', parameters?.length ? parameters : undefined)}${schemaBlock('Body', body)}${schemaBlock('Answer', output)}</section>`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
h3{margin-bottom:0}h3 b{display:inline-block;min-width:4.5rem}pre{overflow:auto;padding:.75rem;border:1px solid #8886}
section{border-top:1px solid #8884;padding:.25rem 0 1rem}p{margin:.25rem 0}`;

/** Gives the page. */
export function docsPage(document: OpenAPI.Document): string {
  const tags = [...entriesOf(document)];
  const sections = tags.map(([tag, entries]) => `<h2>${escapeHtml(tag)}</h2>${entries.map(entryHtml).join('\n')}`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Mendian API</title><style>${STYLE}</style></head><body><main>
<h1>Mendian API ${escapeHtml(document.info.version)}</h1>
<p>${escapeHtml(document.info.description ?? '')}</p>
<p><a href="/api/openapi.json">OpenAPI document</a></p>
${sections.join('\n')}
</main></body></html>`;
}
