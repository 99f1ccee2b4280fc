/** Colours, cursor moves, window titles: everything a log can do to a terminal. */
const terminalCodes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-_])/g;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f\u0080-\u009f]/g;

/** A line without what only a terminal understands; tabs stay. */
export const withoutTerminalCodes = (line: string) => line.replace(terminalCodes, '').replace(controls, '');

/** Lines of a log as plain text: without terminal codes; a line a progress bar wrote over shows its last state. */
export function plainLines(text: string): string[] {
  return text
    .replace(terminalCodes, '')
    .split(/\r?\n/)
    .map((line) => line.slice(line.lastIndexOf('\r') + 1).replace(controls, ''));
}
