type LogLevel = 'INFO' | 'WARNING' | 'ERROR';

/** Who speaks: the prefix of each of its lines. */
export interface Speaker {
  readonly name: string;
  readonly pid: number;
}

/** Writes lines as the real program's loggers do. Time comes from outside, so that tests have their own. */
export class ServerLog {
  constructor(
    private readonly write: (text: string) => void,
    private readonly now: () => Date,
  ) {}

  /** `(APIServer pid=1) INFO 08-18 02:56:55 [api_utils.py:273] message`, for each line of the message. */
  say(speaker: Speaker, level: LogLevel, source: string, message: string): void {
    const head = `(${speaker.name} pid=${speaker.pid}) ${level} ${stamp(this.now())} [${source}] `;
    this.write(
      message
        .split('\n')
        .map((line) => `${head}${line}\n`)
        .join(''),
    );
  }

  /** Lines another library prints through the same process: only the prefix of the speaker. */
  plain(speaker: Speaker, message: string): void {
    this.write(
      message
        .split('\n')
        .map((line) => `(${speaker.name} pid=${speaker.pid}) ${line}\n`)
        .join(''),
    );
  }
}

function stamp(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
