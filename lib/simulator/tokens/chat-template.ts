import { tokenize } from './vocabulary';

interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

// Three tokens of the reserved range mark where a turn starts, where its text starts, and where it ends.
const [START = 0, TEXT = 0, END = 0] = tokenize(
  '<|reserved_special_token_0|><|reserved_special_token_1|><|reserved_special_token_2|>',
);

/** A conversation as the tokens the model reads: each turn marked, and the assistant's opened at the end. */
export function renderChat(messages: readonly ChatMessage[]): number[] {
  const turns = messages.flatMap((message) => [
    START,
    ...tokenize(message.role),
    TEXT,
    ...tokenize(message.content),
    END,
  ]);
  return [...turns, START, ...tokenize('assistant'), TEXT];
}
