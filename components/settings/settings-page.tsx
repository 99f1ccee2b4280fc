import { AliasSettings } from './alias-settings';
import { SampleSettings } from './sample-settings';
import { SessionSettings } from './session-settings';

export function SettingsPage() {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-4xl flex-col gap-9 px-4 py-6 outline-none sm:px-6"
    >
      <h1 className="text-xl font-semibold">Settings</h1>
      <AliasSettings />
      <SampleSettings />
      <SessionSettings />
    </main>
  );
}
