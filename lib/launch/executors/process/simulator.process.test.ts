import { describeExecutor } from '../../testing/executor-conformance';
import { simulatorHarness } from '../../testing/simulator-harness';

describeExecutor('process on this machine with the simulator', () => simulatorHarness());
