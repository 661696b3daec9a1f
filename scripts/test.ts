/**
 * `npm test`: services, check, then every kind of test in turn. The last line is `N passed, N failed`; whatever ends
 * badly without a failed test of its own (a crash, a skipped test, a missing service) counts as one failure.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from './build-state.ts';
import { CHECK_COUNT, check } from './check.ts';
import { commandFile, runNode } from './project.ts';
import { installMissingServices } from './test-services.ts';

const KINDS = ['unit', 'integration', 'e2e', 'packaging'] as const;

interface Tally {
  passed: number;
  failed: number;
}

/** What vitest's JSON report holds of interest here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly name: string; readonly status: string; readonly message: string }[];
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
    return { passed: 0, failed: 1 };
  }
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
  if (report.numPendingTests > 0) console.error(`${kind}: ${report.numPendingTests} skipped tests count as failed.`);
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && file.message !== '');
  const failed = report.numFailedTests + report.numPendingTests + brokenFiles.length;
  if (code !== 0 && failed === 0) console.error(`${kind}: vitest ended with code ${code} though no test failed.`);
  return { passed: report.numPassedTests, failed: code !== 0 ? Math.max(failed, 1) : failed };
}

async function runAll(reports: string): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0 };
  const missing = installMissingServices();
  for (const service of missing) console.error(`Missing: ${service}`);
  tally.failed += missing.length;

  const failedChecks = await check();
  tally.passed += CHECK_COUNT - failedChecks.length;
  tally.failed += failedChecks.length;

  if ((await buildIfStale()) !== 0) {
    console.error('The build failed: the tests that need it will fail.');
    tally.failed += 1;
  }
  for (const kind of KINDS) {
    console.log(`\n── ${kind} ──`);
    const { passed, failed } = await runKind(kind, reports);
    tally.passed += passed;
    tally.failed += failed;
  }
  return tally;
}

const reports = mkdtempSync(join(tmpdir(), 'mendian-test-'));
let tally: Tally = { passed: 0, failed: 0 };
try {
  tally = await runAll(reports);
} catch (error) {
  console.error(error);
  tally.failed += 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
process.exitCode = tally.failed === 0 ? 0 : 1;
console.log(`${tally.passed} passed, ${tally.failed} failed`);
