/** A message of a chat, sent as it stands. */
export interface ChatMessage {
  role: string;
  content: unknown;
}

/** One prompt to send. */
export interface Sample {
  prompt: string | readonly ChatMessage[];
  /** Its tokens, as far as is known before it is sent: the server's count wins. */
  promptTokens: number;
  /** How many tokens to ask for. */
  outputTokens: number;
}

/** The prompts of a run, and what there is to say about them. */
export interface SampleSet {
  samples: Sample[];
  notices: string[];
}
