/** What a program on this machine needs to find its files and its devices. */
const passed =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_.*|TZ|TMPDIR|XDG_.*|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|CUDA_.*|NVIDIA_.*|NCCL_.*|ROCR_.*|HIP_.*|HF_HOME|HF_HUB_CACHE|HF_HUB_OFFLINE|HF_ENDPOINT|TRANSFORMERS_.*|VLLM_.*|TORCH_.*|VIRTUAL_ENV|CONDA_.*|PYTHONPATH|SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY)$/;
const secret = /(TOKEN|SECRET|PASSWORD|API_KEY|CREDENTIAL)/;

/**
 * The part of an environment that jobs on this machine start with: paths, devices, caches, proxies. Everything else
 * stays behind, above all what Kneepoint itself is configured with; secrets go by name, see `Executor.submit`.
 */
export function localEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && passed.test(entry[0]) && !secret.test(entry[0]),
  );
  return Object.fromEntries(kept);
}
