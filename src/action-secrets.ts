/**
 * Takes the environment of the step away from everything started after it: tokens and secrets leave it before a solver
 * thread or a replay process exists. What needs one has it as an argument.
 */
const secret = /TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|PRIVATE_?KEY|^ACTIONS_|^INPUT_/iu;

export function dropSecrets(environment: Record<string, string | undefined>): void {
  for (const name of Object.keys(environment)) if (secret.test(name)) delete environment[name];
}

/** Lets git read a checkout that another user owns, as in a container job: command scope is protected configuration. */
export function trustCheckout(environment: Record<string, string | undefined>): void {
  environment["GIT_CONFIG_COUNT"] = "1";
  environment["GIT_CONFIG_KEY_0"] = "safe.directory";
  environment["GIT_CONFIG_VALUE_0"] = "*";
}
