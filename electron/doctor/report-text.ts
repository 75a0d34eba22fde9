/** The doctor's report as text: for a terminal and for the clipboard. */
import { type DoctorCheck, type DoctorReport, isHealthy } from '#protocol/doctor.ts';

const MARKS: Record<DoctorCheck['status'], string> = { ok: 'ok', warning: 'warning', failed: 'FAILED' };

export function reportText(report: DoctorReport): string {
  const nameWidth = Math.max(...report.checks.map(({ name }) => name.length));
  const markWidth = Math.max(...Object.values(MARKS).map((mark) => mark.length));
  const indent = ' '.repeat(nameWidth + markWidth + 4);
  const lines = report.checks.flatMap(({ name, status, result, reason, fix }) => [
    `${name.padEnd(nameWidth)}  ${MARKS[status].padEnd(markWidth)}  ${result}`,
    ...(reason === undefined ? [] : [`${indent}${reason}`]),
    ...(fix === undefined ? [] : [`${indent}-> ${fix.text}${fix.command === undefined ? '' : ` (${fix.command})`}`]),
  ]);
  const warnings = report.checks.filter(({ status }) => status === 'warning').length;
  const verdict = isHealthy(report)
    ? warnings === 0
      ? 'Everything is there.'
      : 'Works, with the limits above.'
    : 'Something is missing that the app needs.';
  return [`Agent Manager ${report.version} on ${report.platform}`, '', ...lines, '', verdict].join('\n');
}
