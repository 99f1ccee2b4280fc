// contend-for-lock.ts FOLDER: on a message tries to lock it, tells how that went, and keeps it until disconnected.
import { lockDataFolder } from '../data-folder-lock';

const [folder] = process.argv.slice(2);
process.once('message', () => {
  void lockDataFolder(folder!, folder!).then(
    () => process.send?.('held'),
    () => process.send?.('refused'),
  );
});
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
