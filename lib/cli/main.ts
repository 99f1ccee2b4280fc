import { runCli } from './run-cli';

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  print: (text) => void process.stdout.write(`${text}\n`),
  warn: (text) => void process.stderr.write(`${text}\n`),
  // npm changes into its package's folder and says where it came from.
  folder: process.env.INIT_CWD ?? process.cwd(),
  env: process.env,
});
