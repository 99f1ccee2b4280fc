/** Values of the environment variables a job asks for, out of Kneepoint's own environment; those not set are left out. */
export function jobSecrets(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value ? [[name, value]] : [];
    }),
  );
}
