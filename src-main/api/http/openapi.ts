/** The OpenAPI document is made from the contract that is served, so it describes exactly what answers. */
import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract } from '#shared/contract/index.ts';

const DESCRIPTION = `Everything that the Mendian page does goes through these calls. Authenticate with
\`Authorization: Bearer TOKEN\`; the token is in the file \`access-token\` in the data directory. Money is an integer count
of 1/10,000 of the currency unit, a quantity one of 1/1,000; times are UTC, business dates store-local. An error answers
with \`{code, status, message, data: {code, action, details, traceId}}\`.`;

/** What stands beside the contract because it is no JSON: a file's body. */
const UPLOAD: OpenAPI.PathItemObject = {
  post: {
    operationId: 'upload',
    tags: ['Import'],
    summary: 'Hand over a file; gives the grant that `inspect` and `start` take',
    servers: [{ url: '/' }],
    parameters: [{ name: 'name', in: 'query', required: true, schema: { type: 'string' } }],
    requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string' } } } },
    responses: {
      200: {
        description: 'The file is on the disk.',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { fileId: { type: 'string' }, name: { type: 'string' }, bytes: { type: 'integer' } },
              required: ['fileId', 'name', 'bytes'],
            },
          },
        },
      },
    },
  },
};

export type OpenApiDocument = OpenAPI.Document;

/** Gives the OpenAPI 3.1 document. */
export async function openApiDocument(version: string): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: { title: 'Mendian', version, description: DESCRIPTION },
    servers: [{ url: '/api' }],
    security: [{ accessToken: [] }],
    components: { securitySchemes: { accessToken: { type: 'http', scheme: 'bearer' } } },
  });
  return { ...document, paths: { ...document.paths, '/upload': UPLOAD } };
}
