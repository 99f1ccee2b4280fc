import { describeExecutor } from '../../testing/executor-conformance';
import { fakeVllmHarness } from '../../testing/fake-vllm-harness';

describeExecutor('process on this machine', () => fakeVllmHarness());
