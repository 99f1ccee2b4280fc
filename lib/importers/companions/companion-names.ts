/** Folder of a path, with its closing slash; "" for a file in no folder. */
export const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);

/** The folder a folder is in; null above the topmost. */
export function parentOf(folder: string): string | null {
  return folder === '' ? null : folderOf(folder.slice(0, -1));
}

const endings = /\.(?:json|jsonl|ndjson|txt|log|out|md|csv|ya?ml|sh|bash|commands|toml|gz)$/i;
/** Words that say what a companion is, and not what it belongs to. */
const roleWords =
  'model[-_.]?spec|docker[-_.]?compose|compose|spec|meta(?:data)?|commands?|server|serve|config|deploy(?:ment)?|vllm|kubeai|manifest|values|pod|statefulset|lws|logs?|run|launch|start|args|docker|k8s|kubernetes|model|info';
const lastRole = new RegExp(`(?:^|[-_. ])(?:${roleWords})$`, 'i');
const firstRole = new RegExp(`^(?:${roleWords})(?:[-_. ]|$)`, 'i');

/** A result's name as companions are compared with it: lower case, without folder and endings. */
export const resultStem = (path: string) => withoutEndings(path);

/**
 * What a companion may be named after: "pp4-tp2.model-spec.yaml" is named after "pp4-tp2", and "server_tp2.log" after
 * "tp2" or after "server_tp2". Empty where its name says only what it is.
 */
export function companionStems(path: string): string[] {
  const whole = withoutRoles(withoutEndings(path), [lastRole]);
  const bare = withoutRoles(whole, [firstRole, lastRole]);
  return bare === '' ? [] : [...new Set([whole, bare])];
}

function withoutRoles(stem: string, roles: readonly RegExp[]): string {
  const shorter = roles.reduce((name, role) => withoutEndings(name).replace(role, ''), stem);
  return shorter === stem ? stem : withoutRoles(shorter, roles);
}

function withoutEndings(path: string): string {
  let name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  while (endings.test(name)) name = name.replace(endings, '');
  return name;
}

/** A stem, and what is left of it at each of its borders, longest first: "a-b_c", "a-b", "a". */
export function stemBeginnings(stem: string): string[] {
  const borders = [...stem.matchAll(/[-_. ]+/g)]
    .map(({ index }) => stem.slice(0, index))
    .filter((start) => start !== '');
  return [stem, ...borders.reverse()];
}
