/**
 * `npm test`: services, check, then every kind of test in turn. The last line is `N passed, N failed`; whatever ends
 * badly without a failed test of its own (a crash, a skipped test, a missing service) counts as one failure.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildIfStale } from './build-state.ts';
import { CHECK_COUNT, check } from './check.ts';
import { commandFile, root, runNode } from './project.ts';
import { installMissingServices } from './test-services.ts';

const KINDS = ['unit', 'integration', 'simulation', 'e2e', 'packaging'] as const;

interface Tally {
  passed: number;
  failed: number;
  /** What failed, by name: told once more at the end, where it is found at once. */
  readonly broken: string[];
}

/** What vitest's JSON report holds of interest here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

async function runKind(kind: string, reports: string): Promise<Tally> {
  const reportFile = join(reports, `${kind}.json`);
  const code = await runNode([
    commandFile('vitest'),
    'run',
    `--project=${kind}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
  ]);
  if (!existsSync(reportFile)) {
    console.error(`${kind}: vitest ended with code ${code} and left no report.`);
    return { passed: 0, failed: 1, broken: [`${kind}: no report`] };
  }
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && file.message !== '');
  const failed = report.numFailedTests + report.numPendingTests + brokenFiles.length;
  const broken = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== 'passed')
      .map((test) => `${relative(root, name)}: ${test.fullName} (${test.status})\n${test.failureMessages.join('\n')}`),
  );
  broken.push(...brokenFiles.map(({ name, message }) => `${relative(root, name)}: ${message}`));
  if (code !== 0 && failed === 0) broken.push(`${kind}: vitest ended with code ${code} though no test failed.`);
  return { passed: report.numPassedTests, failed: code !== 0 ? Math.max(failed, 1) : failed, broken };
}

async function runAll(reports: string): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, broken: [] };
  const missing = installMissingServices();
  tally.broken.push(...missing.map((service) => `Missing: ${service}`));
  tally.failed += missing.length;

  const failedChecks = await check();
  tally.passed += CHECK_COUNT - failedChecks.length;
  tally.failed += failedChecks.length;
  tally.broken.push(...failedChecks);

  if ((await buildIfStale()) !== 0) {
    tally.broken.push('The build failed: the tests that need it fail too.');
    tally.failed += 1;
  }
  for (const kind of KINDS) {
    console.log(`\n── ${kind} ──`);
    const { passed, failed, broken } = await runKind(kind, reports);
    tally.passed += passed;
    tally.failed += failed;
    tally.broken.push(...broken);
  }
  return tally;
}

const reports = mkdtempSync(join(tmpdir(), 'mendian-test-'));
let tally: Tally = { passed: 0, failed: 0, broken: [] };
try {
  tally = await runAll(reports);
} catch (error) {
  console.error(error);
  tally.failed += 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
process.exitCode = tally.failed === 0 ? 0 : 1;
for (const what of tally.broken) console.error(what);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
