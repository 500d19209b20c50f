/** What is said about saved portals and where their secrets lie. */
export const plainProfiles = {
  secretInFile: (file: string, why: string) =>
    `No system keychain took the webhook address (${why}); it lies in ${file}, which only you can read.`,
  secretMayBeLeft: (account: string, why: string) =>
    `The system keychain does not answer (${why}); the webhook address may still be in it as ${account}.`,
};
