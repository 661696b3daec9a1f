/** docs/configuration.md is made from the schema, so that it can never say anything else than the code. */
import { z } from 'zod';
import { ENVIRONMENT } from './environment.ts';
import { configSchema } from './schema.ts';

interface Described {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Described;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly description?: string;
  readonly restart?: boolean;
  readonly properties?: Readonly<Record<string, Described>>;
}

function valuesOf(property: Described): string {
  if (property.enum) return property.enum.map((value) => `\`${value}\``).join(', ');
  if (property.type === 'integer' || property.type === 'number') {
    return `${property.type === 'integer' ? 'whole number' : 'number'}, ${property.minimum} to ${property.maximum}`;
  }
  if (property.type === 'boolean') return '`true`, `false`';
  if (property.type === 'array') return 'list of texts';
  return property.pattern ? `text like \`${property.pattern.replace(/^\^|\$$/g, '')}\`` : 'text';
}

function rowsOf(properties: Readonly<Record<string, Described>>, prefix = ''): string[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const key = `${prefix}${name}`;
    if (property.properties) return rowsOf(property.properties, `${key}.`);
    const variable = ENVIRONMENT.find((entry) => entry.key === key)?.name;
    return [
      `| \`${key}\` | ${valuesOf(property)} | \`${JSON.stringify(property.default)}\` | ${variable ? `\`${variable}\`` : ''} | ${property.restart ? 'restart' : 'at once'} | ${property.description ?? ''} |`,
    ];
  });
}

/** Gives the whole of docs/configuration.md. */
export function configurationDocument(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input' }) as Described;
  return `# Configuration

<!-- Made from src-main/engine/config/schema.ts by \`node src-main/engine/config/write-document.ts\`. Do not edit. -->

All settings stand in one file, \`config.json\`, in the data directory. It need not exist, and it need not name every
setting: what it leaves out has the default below. A change of the file takes effect when it is saved, but for the
settings marked *restart*. A file that is wrong changes nothing: the settings in force stay, and the window, the log and
\`hub doctor\` say what is wrong. An environment variable takes the place of the file's value.

| setting | values | default | environment | takes effect | meaning |
|---|---|---|---|---|---|
${rowsOf(schema.properties ?? {}).join('\n')}

A setting with a dot stands inside a section:

\`\`\`json
{
  "language": "zh-CN",
  "http": { "port": 8080 }
}
\`\`\`

The data directory itself is chosen by \`--data-dir\` or \`MENDIAN_DATA_DIR\`. Without them it is \`%APPDATA%\\Mendian\` on
Windows, \`~/Library/Application Support/Mendian\` on macOS, and \`$XDG_DATA_HOME/mendian\` (or \`~/.local/share/mendian\`)
elsewhere.
`;
}
