import { runCli } from './run-cli';

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

/** Names in files are data: none of them moves the cursor or paints the terminal. */
const harmless = (text: string) => text.replace(/[^\P{Cc}\n\t]/gu, '\ufffd');

process.exitCode = await runCli(process.argv.slice(2), {
  print: (text) => void process.stdout.write(`${harmless(text)}\n`),
  warn: (text) => void process.stderr.write(`${harmless(text)}\n`),
  progress: (text) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${harmless(text.replaceAll('\r', ''))}`);
  },
  // npm changes into its package's folder and says where it came from.
  folder: process.env.INIT_CWD ?? process.cwd(),
  env: process.env,
  input: () => process.stdin,
});
